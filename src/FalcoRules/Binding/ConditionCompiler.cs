using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Binding;

/// <summary>Compiles a tree without macros and list names into a predicate: looks fields up, checks types and assigns slots.</summary>
internal sealed class ConditionCompiler
{
    // Nested macros can be deeper than one condition text may be; the predicate must be evaluable on the stack of any thread.
    private const int MaxNesting = 2000;

    private readonly SlotTable _slots;
    private readonly DiagnosticReporter _diagnostics;
    private readonly OperandBinder _operands;
    private readonly MatcherFactory _matchers;
    private readonly ConditionAdvice _advice;
    private int _nesting;

    private ConditionCompiler(EventSource source, SlotTable slots, ICollection<Diagnostic> diagnostics)
    {
        _slots = slots;
        _diagnostics = new DiagnosticReporter(diagnostics, DiagnosticCodes.CompileCondition);
        _operands = new OperandBinder(new FieldBinder(source, slots, _diagnostics), slots, _diagnostics);
        _matchers = new MatcherFactory(slots.Regexes, _diagnostics);
        _advice = new ConditionAdvice(source, _diagnostics);
    }

    /// <summary>Compiles a condition in which every macro and list is already resolved.</summary>
    /// <returns>The predicate; null if there is an error, which is added to <paramref name="diagnostics"/>.</returns>
    public static Predicate? Compile(Expression condition, EventSource source, SlotTable slots, ICollection<Diagnostic> diagnostics) =>
        new ConditionCompiler(source, slots, diagnostics).Compile(condition);

    /// <summary>Compiles all parts of a condition, so that all errors are reported; null if there is one.</summary>
    private SharedPredicate? Compile(Expression expression)
    {
        if (_nesting == MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Refuse(expression.Location, BindingMessages.MacrosNestedTooDeeply);
        }

        _nesting++;
        var predicate = CompileOne(expression);
        _nesting--;
        return predicate;
    }

    private SharedPredicate? CompileOne(Expression expression) => expression switch
    {
        AndExpression and => CompileAll("and", and.Operands, operands => new AndPredicate([.. operands])),
        OrExpression or => CompileAll("or", or.Operands, operands => new OrPredicate([.. operands])),
        NotExpression not => CompileAll("not", [not.Operand], operands => new NotPredicate(operands[0])),
        ExistsExpression exists => Share(exists, _operands.Bind(exists.Left) is { } left ? new ExistsPredicate(left.Source) : null),
        ComparisonExpression comparison => Share(comparison, Compile(comparison)),
        MacroExpression macro => Refuse(macro.Location, BindingMessages.UndefinedMacro(macro.Name)),
        _ => throw new ArgumentException($"{expression.GetType()} is not a condition", nameof(expression)),
    };

    private SharedPredicate? CompileAll(string name, IEnumerable<Expression> operands, Func<SharedPredicate[], Predicate> create)
    {
        var compiled = operands.Select(Compile).ToArray();
        return compiled.Any(predicate => predicate is null)
            ? null
            : _slots.Share($"{name} #{string.Join(" #", compiled.Select(predicate => predicate!.Id))}", () => create(compiled!));
    }

    private SharedPredicate? Share(Expression expression, Predicate? predicate) =>
        predicate is null ? null : _slots.Share(ExpressionPrinter.Print(expression), () => predicate);

    private Predicate? Compile(ComparisonExpression comparison)
    {
        if (_operands.Bind(comparison.Left) is not { } left)
        {
            return null;
        }

        var op = OperatorTable.Get(comparison.Operator);
        if (!op.Takes(left.Type, left.IsList))
        {
            return Refuse(comparison.OperatorLocation, BindingMessages.OperatorNotAllowed(op, comparison.Left, left));
        }

        _advice.Note(comparison);
        return comparison.Right switch
        {
            OperandRight operand => CompileFields(op, left, comparison.Left, operand),
            ListRight list => Wrap(op, left, _matchers.List(op, comparison.Modifier, left.Type, list.Items)),
            ValueRight name when comparison.TakesList => Wrap(op, left, _matchers.List(op, comparison.Modifier, left.Type, [TakeAsValue(name)])),
            ValueRight value => Wrap(op, left, _matchers.One(op, left.Type, new ListItem(value.Location, value.Text, value.Quoted))),
            _ => throw new ArgumentException($"{comparison.Right.GetType()} is not a right side", nameof(comparison)),
        };
    }

    /// <summary>Falco treats the name of a list that does not exist as one value.</summary>
    private ListItem TakeAsValue(ValueRight name)
    {
        _diagnostics.Warning(DiagnosticCodes.ConditionWarning, name.Location, BindingMessages.UndefinedList(name.Text));
        return new ListItem(name.Location, name.Text, name.Quoted);
    }

    private static Predicate? Wrap(OperatorDefinition op, TypedSource left, Matcher? matcher) => matcher switch
    {
        null => null,
        _ when !left.IsList => new ValuePredicate(left.Source, matcher),
        _ when op.ComparesEveryValue => new EveryValuePredicate(left.Source, matcher),
        _ => new AnyValuePredicate(left.Source, matcher),
    };

    private Predicate? CompileFields(OperatorDefinition op, TypedSource left, Operand leftOperand, OperandRight operand)
    {
        if (_operands.Bind(operand.Operand) is not { } right)
        {
            return null;
        }

        if (!op.TakesField || left.Type == FieldType.IPNetwork)
        {
            return Refuse(operand.Location, BindingMessages.FieldNotAllowed(op, left));
        }

        if (left.Type != right.Type || left.IsList != right.IsList)
        {
            return Refuse(operand.Location, BindingMessages.DifferentTypes(leftOperand, left, operand.Operand, right));
        }

        return left.IsList
            ? new FieldListPredicate(op.ComparesEveryValue, left.Type, left.Source, right.Source)
            : new FieldPredicate(op.Comparison!, left.Type, left.Source, right.Source);
    }

    private SharedPredicate? Refuse(SourceSpan location, string message)
    {
        _diagnostics.Error(location, message);
        return null;
    }
}
