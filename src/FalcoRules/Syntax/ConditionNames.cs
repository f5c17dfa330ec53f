using FalcoRules.Operators;

namespace FalcoRules.Syntax;

/// <summary>The names in a condition: its macros, fields and operators, and the bare words that may be names of lists. Sorted and unique.</summary>
internal sealed class ConditionNames
{
    private ConditionNames()
    {
    }

    /// <summary>Macros.</summary>
    public SortedSet<string> Macros { get; } = new(StringComparer.Ordinal);

    /// <summary>Bare words where the name of a list is allowed.</summary>
    public SortedSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Fields, with their arguments: <c>name[argument]</c>.</summary>
    public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Operators, with their modifiers: <c>startswith anyof</c>.</summary>
    public SortedSet<string> Operators { get; } = new(StringComparer.Ordinal);

    /// <summary>The names in a condition.</summary>
    public static ConditionNames Of(Expression condition)
    {
        var names = new ConditionNames();
        names.Add(condition);
        return names;
    }

    private void Add(Expression condition)
    {
        switch (condition)
        {
            case AndExpression and: Add(and.Operands, Add); break;
            case OrExpression or: Add(or.Operands, Add); break;
            case NotExpression not: Add(not.Operand); break;
            case MacroExpression macro: Macros.Add(macro.Name); break;
            case ExistsExpression exists: AddExists(exists); break;
            case ComparisonExpression comparison: AddComparison(comparison); break;
        }
    }

    private void AddExists(ExistsExpression exists)
    {
        Add(exists.Left);
        Operators.Add(OperatorTable.Exists);
    }

    private void AddComparison(ComparisonExpression comparison)
    {
        Add(comparison.Left);
        Operators.Add(ExpressionPrinter.PrintOperator(comparison));
        switch (comparison.Right)
        {
            case ListRight list: Words.UnionWith(list.Items.Where(item => !item.Quoted).Select(item => item.Text)); break;
            case ValueRight { Quoted: false } value: Words.Add(value.Text); break;
            case OperandRight operand: Add(operand.Operand); break;
        }
    }

    private void Add(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field: Fields.Add(string.IsNullOrEmpty(field.Argument) ? field.Name : $"{field.Name}[{field.Argument}]"); break;
            case TransformOperand transform: Add(transform.Arguments, Add); break;
            case ListOperand list: Add(list.Items, Add); break;
            case NameOperand name: Words.Add(name.Name); break;
        }
    }

    private static void Add<T>(IEnumerable<T> parts, Action<T> add)
    {
        foreach (var part in parts)
        {
            add(part);
        }
    }
}
