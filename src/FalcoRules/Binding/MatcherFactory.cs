using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Patterns;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Creates matchers for constants: each constant is parsed, checked against the field's type and prepared once.</summary>
internal sealed class MatcherFactory(SlotTable slots, DiagnosticReporter reporter)
{
    /// <summary>Compares with one constant; null if there is an error, which is reported.</summary>
    public Matcher? One(OperatorDefinition op, FieldType type, ListItem item) => type switch
    {
        FieldType.String when op.Operator == ComparisonOperator.Regex => Regex(item),
        FieldType.String when op.Operator is ComparisonOperator.Glob or ComparisonOperator.IGlob =>
            Bytes(op, type, item) is { } pattern ? new GlobMatcher(new Glob(pattern, ignoreCase: op.Operator == ComparisonOperator.IGlob)) : null,
        FieldType.String => Bytes(op, type, item) is { } bytes ? new BytesMatcher(op.Operator, bytes) : null,
        FieldType.IPAddress => Bytes(op, type, item) is { } address ? new BytesMatcher(op.Operator, address) : null,
        FieldType.IPNetwork => ReadNetwork(item) is { } network ? new NetworkMatcher([network], outside: op.Operator == ComparisonOperator.NotEqual) : null,
        _ => Number(type, item) is { } number ? new NumberMatcher(op.Operator, number) : null,
    };

    /// <summary>Compares with a list of constants; null if there is an error, which is reported.</summary>
    public Matcher? List(OperatorDefinition op, ComparisonModifier modifier, FieldType type, ImmutableArray<ListItem> items)
    {
        if (modifier == ComparisonModifier.None || (modifier == ComparisonModifier.AnyOf && op.Operator == ComparisonOperator.Equal))
        {
            return Set(op, type, items);
        }

        return All(items, item => One(op, type, item)) is { } matchers ? new ModifierMatcher(modifier, [.. matchers]) : null;
    }

    private Matcher? Set(OperatorDefinition op, FieldType type, ImmutableArray<ListItem> items)
    {
        switch (type)
        {
            case FieldType.String or FieldType.IPAddress:
                return All(items, item => Bytes(op, type, item)) is not { } members ? null
                    : op.Operator == ComparisonOperator.PMatch ? new PathPrefixMatcher(members)
                    : new BytesSetMatcher(members);
            case FieldType.IPNetwork:
                return All(items, ReadNetwork) is { } networks ? new NetworkMatcher([.. networks], outside: false) : null;
            default:
                var numbers = items.Select(item => Number(type, item)).ToArray();
                return numbers.All(number => number is not null) ? new NumberSetMatcher([.. numbers.Select(number => number!.Value)]) : null;
        }
    }

    /// <summary>Parses all items, so that all errors are reported; null if there is one.</summary>
    private static T[]? All<T>(ImmutableArray<ListItem> items, Func<ListItem, T?> read)
        where T : class
    {
        var values = items.Select(read).OfType<T>().ToArray();
        return values.Length == items.Length ? values : null;
    }

    private byte[]? Bytes(OperatorDefinition op, FieldType type, ListItem item)
    {
        if (type == FieldType.IPAddress)
        {
            return Constants.ReadAddress(item.Text) ?? Refuse<byte[]>(item, BindingMessages.NotAnAddress(item.Text));
        }

        if (op.Operator is ComparisonOperator.BContains or ComparisonOperator.BStartsWith)
        {
            return Constants.ReadHexadecimal(item.Text) ?? Refuse<byte[]>(item, BindingMessages.NotHexadecimal(op, item.Text));
        }

        return item.Text.Contains('\0') ? Refuse<byte[]>(item, BindingMessages.NulInValue) : LiteralText.ToBytes(item.Text);
    }

    private Network? ReadNetwork(ListItem item) => Constants.ReadNetwork(item.Text) ?? Refuse<Network>(item, BindingMessages.NotANetwork(item.Text));

    private ulong? Number(FieldType type, ListItem item)
    {
        if (Constants.TryReadNumber(type, item.Text, out var number))
        {
            return number;
        }

        reporter.Error(item.Location, BindingMessages.NotANumber(type, item.Text));
        return null;
    }

    private RegexMatcher? Regex(ListItem item)
    {
        if (item.Text.Contains('\0'))
        {
            return Refuse<RegexMatcher>(item, BindingMessages.NulInValue);
        }

        try
        {
            return new RegexMatcher(slots.Regex(item.Text));
        }
        catch (RegexSyntaxException error)
        {
            return Refuse<RegexMatcher>(item, BindingMessages.BadRegex(item.Text, error.Message));
        }
    }

    private T? Refuse<T>(ListItem item, string message)
        where T : class
    {
        reporter.Error(item.Location, message);
        return null;
    }
}
