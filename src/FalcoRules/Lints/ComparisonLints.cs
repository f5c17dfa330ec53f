using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>Checks the comparisons of resolved conditions. A macro that several rules use is checked once.</summary>
internal sealed class ComparisonLints(EventSource source, ICollection<Diagnostic> diagnostics)
{
    private const string AuditSource = "k8s_audit";

    private readonly HashSet<(Expression Expression, bool IsNegated)> _checked = new(ReferencePairComparer.Instance);

    public void Check(Expression condition) => Check(condition, isNegated: false);

    private void Check(Expression expression, bool isNegated)
    {
        if (!_checked.Add((expression, isNegated)))
        {
            return;
        }

        switch (expression)
        {
            case AndExpression and: and.Operands.ToList().ForEach(operand => Check(operand, isNegated)); break;
            case OrExpression or: or.Operands.ToList().ForEach(operand => Check(operand, isNegated)); break;
            case NotExpression not: Check(not.Operand, !isNegated); break;
            case ExistsExpression exists: CheckPointers(exists.Left); break;
            case ComparisonExpression comparison: Check(comparison, isNegated); break;
        }
    }

    private void Check(ComparisonExpression comparison, bool isNegated)
    {
        var field = comparison.Left is FieldOperand operand ? source.Find(operand.Name) : null;
        var name = ExpressionPrinter.Print(comparison.Left);
        IReadOnlyList<ListItem> items = comparison.Right switch
        {
            ListRight list => list.Items,
            ValueRight value => [new ListItem(value.Location, value.Text, value.Quoted)],
            _ => [],
        };
        foreach (var value in items.Select(item => new ComparedValue(field, name, comparison, item, source)))
        {
            Check(value);
        }

        CheckPointers(comparison.Left);
        if (!isNegated && field is { IsList: true } && comparison is { Operator: ComparisonOperator.In, Right: ListRight } && NeedsAllValues(name, items))
        {
            diagnostics.AddWarning(LintCodes.InOnList, comparison.OperatorLocation, LintMessages.InOnList(name));
        }

        if (comparison.Operator is ComparisonOperator.In or ComparisonOperator.Intersects && IsChangedList(comparison.Left))
        {
            var op = OperatorTable.Get(comparison.Operator).Name;
            diagnostics.AddWarning(LintCodes.ChangedList, comparison.OperatorLocation, LintMessages.ChangedList(op, name));
        }
    }

    private void CheckPointers(Operand operand)
    {
        if (operand is TransformOperand transform)
        {
            transform.Arguments.ToList().ForEach(CheckPointers);
        }
        else if (operand is FieldOperand { Name: "jevt.value", Argument: { Length: > 0 } pointer }
            && source.Name == AuditSource
            && EventMembers.Check(pointer) is { } message)
        {
            diagnostics.AddWarning(LintCodes.EventMember, operand.Location, message);
        }
    }

    private bool IsChangedList(Operand operand) => operand switch
    {
        TransformOperand { Arguments: [var only], Name: var name } when TransformerTable.Find(name) is { ChangesEach: true } =>
            IsChangedList(only) || IsList(only),
        _ => false,
    };

    private bool IsList(Operand operand) => operand is FieldOperand field && source.Find(field.Name) is { IsList: true };

    /// <summary>A constant has one message at most, that of the first row.</summary>
    private void Check(ComparedValue value)
    {
        foreach (var lint in ValueLints.All)
        {
            if (lint.Check(value) is { } message)
            {
                diagnostics.AddWarning(lint.Code, value.Item.Location, message);
                return;
            }
        }
    }

    /// <summary>A list of several values may be meant as the allowed ones; one value, or groups without the group of all users, hardly.</summary>
    private static bool NeedsAllValues(string name, IReadOnlyList<ListItem> items) =>
        items.Count == 1 || (FieldVocabularies.GroupFields.Contains(name) && !items.Any(item => FieldVocabularies.GroupsOfAllUsers.Contains(item.Text)));

    private sealed class ReferencePairComparer : IEqualityComparer<(Expression Expression, bool IsNegated)>
    {
        public static ReferencePairComparer Instance { get; } = new();

        public bool Equals((Expression Expression, bool IsNegated) x, (Expression Expression, bool IsNegated) y) =>
            ReferenceEquals(x.Expression, y.Expression) && x.IsNegated == y.IsNegated;

        public int GetHashCode((Expression Expression, bool IsNegated) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Expression), pair.IsNegated);
    }
}
