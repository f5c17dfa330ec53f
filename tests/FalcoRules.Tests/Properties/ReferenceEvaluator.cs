using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.RegularExpressions;
using FalcoRules.Evaluation;
using FalcoRules.Syntax;

namespace FalcoRules.Tests.Properties;

/// <summary>
/// The simplest implementation of conditions: no compilation, no sets, no prefix trees, no sharing. It is slow, and it must stay
/// as easy to verify by reading as the documentation is.
/// </summary>
internal sealed class ReferenceEvaluator(DecodedEvent values)
{
    private readonly ReferenceValues _values = new(values);

    public bool Holds(Expression condition) => condition switch
    {
        AndExpression and => and.Operands.All(Holds),
        OrExpression or => or.Operands.Any(Holds),
        NotExpression not => !Holds(not.Operand),
        ExistsExpression exists => _values.Of(exists.Left) is not null,
        ComparisonExpression comparison => _values.Of(comparison.Left) is { } left && Holds(comparison, left),
        _ => throw new InvalidOperationException($"{condition} cannot be evaluated"),
    };

    private bool Holds(ComparisonExpression comparison, object[] left)
    {
        var op = comparison.Operator;
        switch (comparison.Right)
        {
            case OperandRight right when _values.Of(right.Operand) is { } values:
                return op == ComparisonOperator.In ? left.All(value => values.Any(other => Compare(ComparisonOperator.Equal, value, other)))
                    : op == ComparisonOperator.Intersects ? left.Any(value => values.Any(other => Compare(ComparisonOperator.Equal, value, other)))
                    : Compare(op, left[0], values[0]);
            case OperandRight:
                return false;
            case ValueRight value:
                return CompareConstant(op, left[0], value.Text);
        }

        var items = ((ListRight)comparison.Right).Items.Select(item => item.Text).ToList();
        var matches = items.Count(item => CompareConstant(op, left.FirstOrDefault("")!, item));
        return comparison.Modifier switch
        {
            ComparisonModifier.OneOf => matches == 1,
            ComparisonModifier.AnyOf => matches > 0,
            ComparisonModifier.AllOf => matches == items.Count && matches > 0,
            _ when op == ComparisonOperator.In => left.All(value => items.Any(item => CompareConstant(ComparisonOperator.Equal, value, item))),
            _ when op == ComparisonOperator.Intersects => left.Any(value => items.Any(item => CompareConstant(ComparisonOperator.Equal, value, item))),
            _ => items.Any(path => IsBelow((string)left[0], Bytes.Of(path))),
        };
    }

    private static bool CompareConstant(ComparisonOperator op, object value, string constant) => value switch
    {
        string text => CompareText(op, text, constant),
        bool flag => Compare(op, flag, constant == "true"),
        IPAddress address when constant.Contains('/') => Lies(address, constant) == (op != ComparisonOperator.NotEqual),
        IPAddress address => Compare(op, address, IPAddress.Parse(constant)),
        _ => Compare(op, value, Number(constant)),
    };

    private static BigInteger Number(string constant) => constant.StartsWith("0x", StringComparison.Ordinal)
        ? BigInteger.Parse("0" + constant[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : BigInteger.Parse(constant, CultureInfo.InvariantCulture);

    private static bool CompareText(ComparisonOperator op, string text, string constant) => op switch
    {
        ComparisonOperator.Regex => Regex.IsMatch(Bytes.Decode(text), $@"\A(?:{constant})\z", RegexOptions.CultureInvariant),
        ComparisonOperator.BContains => text.Contains(FromHexadecimal(constant), StringComparison.Ordinal),
        ComparisonOperator.BStartsWith => text.StartsWith(FromHexadecimal(constant), StringComparison.Ordinal),
        _ => Compare(op, text, Bytes.Of(constant)),
    };

    private static string FromHexadecimal(string digits) => string.Concat(Convert.FromHexString(digits).Select(b => (char)b));

    private static bool Compare(ComparisonOperator op, object value, object other) => op switch
    {
        ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects => value.Equals(other),
        ComparisonOperator.NotEqual => !value.Equals(other),
        ComparisonOperator.Less => Order(value, other) < 0,
        ComparisonOperator.LessOrEqual => Order(value, other) <= 0,
        ComparisonOperator.Greater => Order(value, other) > 0,
        ComparisonOperator.GreaterOrEqual => Order(value, other) >= 0,
        ComparisonOperator.Contains or ComparisonOperator.BContains => ((string)value).Contains((string)other, StringComparison.Ordinal),
        ComparisonOperator.IContains => Lower(value).Contains(Lower(other), StringComparison.Ordinal),
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => ((string)value).StartsWith((string)other, StringComparison.Ordinal),
        ComparisonOperator.EndsWith => ((string)value).EndsWith((string)other, StringComparison.Ordinal),
        ComparisonOperator.Glob => ReferenceGlob.Matches((string)other, (string)value),
        ComparisonOperator.IGlob => ReferenceGlob.Matches(Lower(other), Lower(value)),
        ComparisonOperator.PMatch => false,
        _ => throw new InvalidOperationException($"{op} is not compared here"),
    };

    private static int Order(object a, object b) => a is string text ? string.CompareOrdinal(text, (string)b) : ((BigInteger)a).CompareTo((BigInteger)b);

    private static string Lower(object text) => string.Concat(((string)text).Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    /// <summary>Whether an address is in a network: both without the bits after the prefix are the same number.</summary>
    private static bool Lies(IPAddress address, string network)
    {
        var parts = network.Split('/');
        var start = IPAddress.Parse(parts[0]);
        var free = (start.GetAddressBytes().Length * 8) - int.Parse(parts[1], CultureInfo.InvariantCulture);
        return address.AddressFamily == start.AddressFamily && AsNumber(address) >> free == AsNumber(start) >> free;
    }

    private static BigInteger AsNumber(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>Whether a path is equal to another one or below it; a component of the other may be a wildcard.</summary>
    private static bool IsBelow(string path, string above)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var patterns = above.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return patterns.Length <= parts.Length
            && patterns.Zip(parts)
                .All(pair => pair.First.IndexOfAny(['*', '?', '[']) < 0 ? pair.First == pair.Second : ReferenceGlob.Matches(pair.First, pair.Second));
    }
}
