using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using FalcoRules.Fields;
using FalcoRules.Syntax;

namespace FalcoRules.Tests.Properties;

/// <summary>The values of a field or transformer for an event, computed in the simplest way. Null means that there is no value.</summary>
internal sealed class ReferenceValues(DecodedEvent values)
{
    public object[]? Of(Operand operand) => operand switch
    {
        FieldOperand field => values.Find(new FieldReference(Evaluation.FakeSource.Source.Find(field.Name)!, field.Argument).ToString()),
        LiteralOperand literal => [Bytes.Of(literal.Text)],
        ListOperand list => Flatten(list.Items),
        TransformOperand transform => Of(transform),
        _ => throw new InvalidOperationException($"{operand} has no values"),
    };

    /// <summary>Whether the result is a list.</summary>
    public static bool IsList(Operand operand) => operand switch
    {
        FieldOperand field => Evaluation.FakeSource.Source.Find(field.Name)!.IsList,
        ListOperand => true,
        TransformOperand { Name: "len" or "join" or "concat" } => false,
        TransformOperand { Name: "getopt" } getopt => getopt.Selector is null,
        TransformOperand transform => IsList(transform.Arguments[0]),
        _ => false,
    };

    private object[]? Of(TransformOperand transform)
    {
        var arguments = transform.Arguments.Select(Of).ToList();
        if (arguments.Contains(null))
        {
            return null;
        }

        var first = arguments[0]!;
        return transform.Name switch
        {
            "val" => first,
            "tolower" => [.. first.Select(value => Change((string)value, 'A', 'Z', 32))],
            "toupper" => [.. first.Select(value => Change((string)value, 'a', 'z', -32))],
            "basename" => [.. first.Select(value => ((string)value).Split('/')[^1])],
            "b64" => first.Select(value => FromBase64((string)value)).ToList() is var decoded && decoded.Contains(null) ? null : [.. decoded.OfType<object>()],
            "len" => [new BigInteger(IsList(transform.Arguments[0]) ? first.Length : ((string)first[0]).Length)],
            "join" => [string.Join((string)first[0], arguments[1]!.Select(Text))],
            "concat" => [string.Concat(arguments.SelectMany(argument => argument!).Select(Text))],
            "getopt" => GetOpt([.. first.Cast<string>()], (string)arguments[1]![0], transform.Selector),
            _ => throw new InvalidOperationException($"{transform.Name} is not a transformer"),
        };
    }

    private object[]? Flatten(ImmutableArray<Operand> items)
    {
        var values = items.Select(Of).ToList();
        return values.Contains(null) ? null : [.. values.SelectMany(list => list!).Select(Text)];
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        IPAddress address => address.ToString(),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{value} is no value"),
    };

    private static string Change(string text, char first, char last, int by) => string.Concat(text.Select(c => c >= first && c <= last ? (char)(c + by) : c));

    private static string? FromBase64(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var digits = text.EndsWith("==", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('=') ? text[..^1] : text;
        if (text.Length > 0 && (digits.Length == 0 || digits.Length % 4 == 1 || !digits.All(alphabet.Contains)))
        {
            return null;
        }

        var bits = string.Concat(digits.Select(digit => Convert.ToString(alphabet.IndexOf(digit, StringComparison.Ordinal), 2).PadLeft(6, '0')));
        var whole = bits.Length / 8 * 8;
        return bits[whole..].Contains('1')
            ? null
            : string.Concat(Enumerable.Range(0, whole / 8).Select(i => (char)Convert.ToInt32(bits.Substring(i * 8, 8), 2)));
    }

    /// <summary>Options and their values in order; of a selected option the last value, or its letter if it has none.</summary>
    private static object[]? GetOpt(string[] arguments, string options, string? selector)
    {
        options = options.StartsWith(':') ? options[1..] : options;
        var all = new List<object>();
        string? selected = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].StartsWith("--", StringComparison.Ordinal) && arguments[i].Length > 2)
            {
                continue;
            }

            if (!arguments[i].StartsWith('-') || arguments[i] is "-" or "--")
            {
                break;
            }

            var cluster = arguments[i];
            for (var at = 1; at < cluster.Length; at++)
            {
                var letter = cluster[at].ToString();
                if (letter == ":" || !options.Contains(letter, StringComparison.Ordinal))
                {
                    all.Add("?");
                    continue;
                }

                var takesValue = options.Contains(letter + ":", StringComparison.Ordinal);
                if (!takesValue)
                {
                    all.Add(letter);
                    selected = letter == selector ? letter : selected;
                    continue;
                }

                var value = at + 1 < cluster.Length ? cluster[(at + 1)..] : i + 1 < arguments.Length ? arguments[++i] : null;
                all.AddRange(value is null ? [""] : [letter, value]);
                selected = letter == selector ? value ?? "" : selected;
                break;
            }
        }

        return selector is null ? [.. all] : selected is null ? null : [selected];
    }
}
