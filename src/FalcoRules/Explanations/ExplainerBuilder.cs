using System.Collections.Immutable;
using System.Text;
using FalcoRules.Binding;
using FalcoRules.Compile;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Operators;
using FalcoRules.Resolve;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Explanations;

/// <summary>Builds the explainer of one event source from rules that compile without errors.</summary>
internal sealed class ExplainerBuilder
{
    private readonly RulesCollection _collection;
    private readonly CompiledRules _compiled;
    private readonly EventSource _source;
    private readonly bool _withListItems;
    private readonly SlotTable _slots = new();
    private readonly Dictionary<string, ConditionPart> _macros = [];

    private ExplainerBuilder(RulesCollection collection, CompiledRules compiled, EventSource source, bool withListItems) =>
        (_collection, _compiled, _source, _withListItems) = (collection, compiled, source, withListItems);

    /// <summary>Builds the explainer.</summary>
    /// <param name="collection">The definitions.</param>
    /// <param name="compiled">The same, compiled without an error.</param>
    /// <param name="source">The event source.</param>
    /// <param name="contextFields">Names of fields to read besides those of the rules; unknown ones are left out.</param>
    /// <param name="withListItems">Whether each item of a list gets a test of its own.</param>
    public static SourceExplainer Build(
        RulesCollection collection,
        CompiledRules compiled,
        EventSource source,
        IReadOnlyList<string> contextFields,
        bool withListItems)
    {
        var builder = new ExplainerBuilder(collection, compiled, source, withListItems);
        ImmutableArray<ExplainedField> context =
        [
            .. contextFields.Select(source.Find).OfType<FieldDefinition>().Select(field => builder.Field(new FieldReference(field, null))),
        ];
        ImmutableArray<ExplainedRule> rules = [.. compiled.Rules.Where(rule => rule.Rule.Enabled && rule.Rule.Source == source.Name).Select(builder.Build)];
        return new SourceExplainer(source.Name, builder._slots.ToArray(), context, rules);
    }

    private ExplainedRule Build(CompiledRule rule)
    {
        var written = Part(Parse(rule.Definition.Condition.Whole));
        var exceptions = rule.Definition.Exceptions.Where(exception => !exception.Values.IsEmpty).Select(Exception).ToList();
        var condition = exceptions.Count == 0 ? written : And([.. written.Kind == ConditionPartKind.And ? written.Parts : [written], .. exceptions]);
        return new ExplainedRule(rule.Rule, condition, [.. OutputFields(rule.Rule).Select(Field)], [.. Required(Predicate(rule.Condition))]);
    }

    private ImmutableArray<FieldReference> OutputFields(Rule rule)
    {
        var slots = new SlotTable();
        OutputTemplateCompiler.Compile(MappedText.Whole(new SourceText(rule.Name, rule.Output.Text)), [], _source, slots, []);
        return slots.ToArray();
    }

    private ConditionPart Exception(ExceptionDefinition exception)
    {
        var part = Part(ExceptionConditions.Build(exception, _compiled.Lists.IsList, [])!);
        return new ConditionPart { Kind = ConditionPartKind.Exception, Text = exception.Name, ResolvedText = $"not ({part.ResolvedText})", Parts = [part] };
    }

    private ConditionPart Part(Expression written) => written switch
    {
        AndExpression and => And([.. and.Operands.Select(Part)]),
        OrExpression or => Combine(ConditionPartKind.Or, " or ", [.. or.Operands.Select(Part)]),
        NotExpression not => Not(Part(not.Operand)),
        MacroExpression macro => Macro(macro.Name),
        _ => Comparison(written),
    };

    private static ConditionPart And(ImmutableArray<ConditionPart> parts) => Combine(ConditionPartKind.And, " and ", parts);

    private static ConditionPart Combine(ConditionPartKind kind, string word, ImmutableArray<ConditionPart> parts) => new()
    {
        Kind = kind,
        Text = string.Join(word, parts.Select(part => Enclosed(part, part.Text))),
        ResolvedText = string.Join(word, parts.Select(part => Enclosed(part, part.ResolvedText))),
        Parts = parts,
    };

    private static ConditionPart Not(ConditionPart part) => new()
    {
        Kind = ConditionPartKind.Not,
        Text = $"not {Enclosed(part, part.Text)}",
        ResolvedText = $"not {Enclosed(part, part.ResolvedText)}",
        Parts = [part],
    };

    private static string Enclosed(ConditionPart part, string text) => part.Kind is ConditionPartKind.And or ConditionPartKind.Or ? $"({text})" : text;

    private ConditionPart Macro(string name)
    {
        if (!_macros.TryGetValue(name, out var part))
        {
            var inner = Part(Parse(_collection.Macros.Find(name)!.Condition.Whole));
            part = new ConditionPart { Kind = ConditionPartKind.Macro, Text = name, ResolvedText = inner.ResolvedText, Parts = [inner] };
            _macros.Add(name, part);
        }

        return part;
    }

    private ConditionPart Comparison(Expression written)
    {
        var resolved = _compiled.Conditions.ResolveComparison(written);
        return new ConditionPart
        {
            Kind = ConditionPartKind.Comparison,
            Text = ExpressionPrinter.Print(written),
            ResolvedText = ExpressionPrinter.Print(resolved),
            Predicate = Predicate(resolved),
            Fields = [.. FieldOperands.Of(resolved).Select(operand => Field(new FieldReference(_source.Find(operand.Name)!, operand.Argument))).Distinct()],
            Compared = Compared(resolved),
            ListItems = _withListItems && written is ComparisonExpression comparison ? [.. ListItems(comparison)] : [],
        };
    }

    private ComparedField? Compared(Expression resolved) => resolved switch
    {
        ExistsExpression { Left: FieldOperand field } => new(Reference(field), "exists", []),
        ComparisonExpression { Left: FieldOperand field, Right: ValueRight value } comparison =>
            new(Reference(field), OperatorTable.Get(comparison.Operator).Name, [value.Text]),
        ComparisonExpression { Left: FieldOperand field, Right: ListRight list } comparison =>
            new(Reference(field), OperatorTable.Get(comparison.Operator).Name, [.. list.Items.Select(item => item.Text)]),
        _ => null,
    };

    private FieldReference Reference(FieldOperand operand) => new(_source.Find(operand.Name)!, operand.Argument);

    private IEnumerable<ListItemPart> ListItems(ComparisonExpression comparison)
    {
        var words = comparison.Right switch
        {
            ListRight list => list.Items.Where(item => !item.Quoted).Select(item => item.Text),
            ValueRight { Quoted: false } value when comparison.TakesList => [value.Text],
            _ => [],
        };
        return words.Distinct().SelectMany(word => (_compiled.Lists.Find(word) ?? []).Select(item => new ListItemPart(word, item.Text, Predicate(
            _compiled.Conditions.ResolveComparison(comparison with { Right = new ListRight(comparison.Right.Location, [item with { Quoted = true }]) })))));
    }

    private IEnumerable<RequiredField> Required(Predicate predicate)
    {
        var fields = _slots.ToArray();
        return predicate.Required.Slots.Select(slot => new RequiredField(
            new ExplainedField(fields[slot], slot), [.. predicate.Required.Of(slot)!.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal)]));
    }

    private Predicate Predicate(Expression resolved) => ConditionCompiler.Compile(resolved, _source, _slots, [])
        ?? throw new InvalidOperationException($"{ExpressionPrinter.Print(resolved)} was compiled before and cannot be compiled now");

    private ExplainedField Field(FieldReference reference) => new(reference, _slots.Slot(reference));

    private Expression Parse(MappedText text) => ConditionParser.Parse(text, [], _compiled.Lists.IsList)!;
}
