using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Fields;
using FalcoRules.Operators;
using FalcoRules.Syntax;

namespace FalcoRules.Lints;

/// <summary>
/// Evaluates resolved conditions for one field with a value, while the values of all other fields are unknown. Fields with one value only: a field of a list
/// has several at once.
/// </summary>
internal sealed class FieldLogic(EventSource source)
{
    /// <summary>Lists with more items are taken as unknown, so that the time is bounded.</summary>
    private const int MaxItems = 300;

    private int _steps;

    /// <summary>Sets how many parts of conditions may be evaluated; beyond that, results are unknown.</summary>
    public void Allow(int steps) => _steps = steps;

    /// <summary>The fields with one value that a condition tests, as they are written.</summary>
    public HashSet<string> Keys(Expression condition)
    {
        var keys = new HashSet<string>();
        Visit(condition, left => keys.Add(left), _ => { });
        return keys;
    }

    /// <summary>The parts of a condition that test a field, without duplicates.</summary>
    public IReadOnlyList<string> Parts(Expression condition, string key)
    {
        var parts = new List<string>();
        Visit(condition, _ => { }, part => parts.Add(ExpressionPrinter.Print(part)), key);
        return [.. parts.Distinct()];
    }

    /// <summary>The values that a condition tells apart.</summary>
    public IReadOnlyList<FieldCandidate> Candidates(Expression condition, string key)
    {
        var candidates = new HashSet<FieldCandidate> { FieldCandidate.Absent };
        Visit(condition, _ => { }, part => AddCandidates((part as ComparisonExpression)?.Right, Field(part)!.Type, candidates), key);
        return [.. candidates];
    }

    /// <summary>Whether the condition is true; null if that depends on something else.</summary>
    public bool? Evaluate(Expression condition, string key, FieldCandidate value)
    {
        if (_steps-- <= 0)
        {
            return null;
        }

        return condition switch
        {
            AndExpression and => All(and.Operands.Select(operand => Evaluate(operand, key, value))),
            OrExpression or => !All(or.Operands.Select(operand => !Evaluate(operand, key, value))),
            NotExpression not => !Evaluate(not.Operand, key, value),
            ExistsExpression exists when IsKey(exists.Left, key) => value.Kind != FieldCandidateKind.Absent,
            ComparisonExpression comparison when IsKey(comparison.Left, key) => value.Kind == FieldCandidateKind.Absent ? false : Compare(comparison, value),
            _ => null,
        };
    }

    /// <summary>False if one is false, true if all are true.</summary>
    private static bool? All(IEnumerable<bool?> results)
    {
        bool? all = true;
        foreach (var result in results)
        {
            if (result == false)
            {
                return false;
            }

            all &= result;
        }

        return all;
    }

    private void Visit(Expression condition, Action<string> visitKey, Action<Expression> visitPart, string? only = null)
    {
        switch (condition)
        {
            case AndExpression and: and.Operands.ToList().ForEach(operand => Visit(operand, visitKey, visitPart, only)); break;
            case OrExpression or: or.Operands.ToList().ForEach(operand => Visit(operand, visitKey, visitPart, only)); break;
            case NotExpression not: Visit(not.Operand, visitKey, visitPart, only); break;
            case ExistsExpression or ComparisonExpression when Field(condition) is not null:
                var key = ExpressionPrinter.Print(Left(condition)!);
                visitKey(key);
                if (key == only)
                {
                    visitPart(condition);
                }

                break;
        }
    }

    private static Operand? Left(Expression part) => part switch
    {
        ExistsExpression exists => exists.Left,
        ComparisonExpression comparison => comparison.Left,
        _ => null,
    };

    private FieldDefinition? Field(Expression part) =>
        Left(part) is FieldOperand operand && source.Find(operand.Name) is { IsList: false } field && (field.Type == FieldType.String || IsNumber(field.Type))
            ? field
            : null;

    private static bool IsNumber(FieldType type) => type is FieldType.UInt64 or FieldType.RelTime or FieldType.AbsTime or FieldType.Bool;

    private static bool IsKey(Operand left, string key) => left is FieldOperand && ExpressionPrinter.Print(left) == key;

    private static void AddCandidates(RightSide? right, FieldType type, HashSet<FieldCandidate> candidates)
    {
        if (IsNumber(type))
        {
            candidates.UnionWith([new(FieldCandidateKind.Number, Number: 0), new(FieldCandidateKind.Number, Number: ulong.MaxValue)]);
            foreach (var item in Items(right))
            {
                if (Constants.TryReadNumber(type, item.Text, out var number))
                {
                    candidates.UnionWith(new[] { number == 0 ? 0 : number - 1, number, number == ulong.MaxValue ? number : number + 1 }
                        .Select(near => new FieldCandidate(FieldCandidateKind.Number, Number: near)));
                }
            }

            return;
        }

        candidates.Add(FieldCandidate.Other);
        candidates.UnionWith(Items(right).Select(item => new FieldCandidate(FieldCandidateKind.Text, item.Text)));
    }

    private static ImmutableArray<ListItem> Items(RightSide? right) => right switch
    {
        ValueRight value => [new ListItem(value.Location, value.Text, value.Quoted)],
        ListRight { Items.Length: <= MaxItems } list => list.Items,
        _ => [],
    };

    private bool? Compare(ComparisonExpression comparison, FieldCandidate value)
    {
        if (comparison.Right is OperandRight or ListRight { Items.Length: > MaxItems })
        {
            return null;
        }

        var results = Items(comparison.Right).Select(item => CompareOne(comparison, item.Text, value));
        return comparison.Modifier switch
        {
            ComparisonModifier.AllOf or ComparisonModifier.OneOf => null,
            _ => !All(results.Select(result => !result)),
        };
    }

    private bool? CompareOne(ComparisonExpression comparison, string constant, FieldCandidate value)
    {
        var op = OperatorTable.Get(comparison.Operator);
        var isEquality = op.Comparison == Comparison.Equality;
        switch (value.Kind)
        {
            case FieldCandidateKind.Other: return isEquality ? false : op.IsNegation ? true : null;
            case FieldCandidateKind.Number:
                return op.Comparison?.Numbers is { } test && Constants.TryReadNumber(Field(comparison)!.Type, constant, out var number)
                    ? test(value.Number, number)
                    : null;
            default:
                // Patterns are compiled for events only.
                return op.Prepare is null && op.PrepareRegex is null && !op.TakesHexadecimal && op.Comparison is { } text
                    ? text.Bytes(LiteralText.ToBytes(value.Text), LiteralText.ToBytes(constant))
                    : null;
        }
    }
}
