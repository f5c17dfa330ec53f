using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Patterns;
using FalcoRules.Syntax;

namespace FalcoRules.Binding;

/// <summary>Creates matchers for constants: each constant is parsed, checked against the field's type and prepared once.</summary>
internal sealed class MatcherFactory(RegexSet regexes, DiagnosticReporter reporter)
{
    // Falco reads a value into a buffer of 256 bytes with a final zero byte (sinsp_filtercheck.h, s_max_filter_value_buf_size) and refuses a longer one.
    private const int MaxValueLength = 255;

    /// <summary>Compares with one constant; null if there is an error, which is reported.</summary>
    public Matcher? One(OperatorDefinition op, FieldType type, ListItem item) => type switch
    {
        FieldType.String when op.PrepareRegex is { } prepare => Regex(prepare, item),
        FieldType.String or FieldType.IPAddress => Bytes(op, type, item) is { } bytes ? op.CreateMatcher(bytes) : null,
        FieldType.IPNetwork => ReadNetwork(item) is { } network ? new NetworkMatcher([network], outside: op.IsNegation) : null,
        _ => Number(type, item) is { } number ? new NumberMatcher(op.Comparison!.Numbers!, number) : null,
    };

    /// <summary>Compares with a list of constants; null if there is an error, which is reported.</summary>
    public Matcher? List(OperatorDefinition op, ComparisonModifier modifier, FieldType type, ImmutableArray<ListItem> items)
    {
        if (modifier == ComparisonModifier.None || (modifier == ComparisonModifier.AnyOf && op.Comparison == Comparison.Equality))
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
                return All(items, item => Bytes(op, type, item)) is { } members ? op.PrepareList(members) : null;
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

        if (op.TakesHexadecimal)
        {
            return Constants.ReadHexadecimal(item.Text) ?? Refuse<byte[]>(item, BindingMessages.NotHexadecimal(op, item.Text));
        }

        return Text(item);
    }

    // The bytes of a constant; null if it cannot be a value, which is reported.
    private byte[]? Text(ListItem item)
    {
        var bytes = LiteralText.ToBytes(item.Text);
        return item.Text.Contains('\0') ? Refuse<byte[]>(item, BindingMessages.NulInValue)
            : bytes.Length > MaxValueLength ? Refuse<byte[]>(item, BindingMessages.ValueTooLong(bytes.Length, MaxValueLength))
            : bytes;
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

    private Matcher? Regex(Func<string, RegexSet, Matcher> prepare, ListItem item)
    {
        if (Text(item) is null)
        {
            return null;
        }

        try
        {
            return prepare(item.Text, regexes);
        }
        catch (RegexSyntaxException error)
        {
            return Refuse<Matcher>(item, BindingMessages.BadRegex(item.Text, error.Message));
        }
    }

    private T? Refuse<T>(ListItem item, string message)
        where T : class
    {
        reporter.Error(item.Location, message);
        return null;
    }
}
