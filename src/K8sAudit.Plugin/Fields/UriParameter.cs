using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Reads a query parameter as the API server does (Go's <c>net/url</c>): a pair with a broken escape or a semicolon does not count, so that it
/// cannot stand before the one that does; the first of equal names wins.
/// </summary>
internal static class UriParameter
{
    /// <summary>The parameter that the field's key names.</summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath uri)
    {
        var id = AuditFields.Paths.Add(uri);
        return (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            if (argument.IsPresent)
            {
                AddParameter(source, id, argument.Key, values);
            }
        };
    }

    /// <summary>The parameter of that name.</summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath uri, byte[] name)
    {
        var id = AuditFields.Paths.Add(uri);
        return (AuditEvent source, in FieldArgument _, FieldValues values) => AddParameter(source, id, name, values);
    }

    /// <summary>Whether one of the parameters of a name has a value.</summary>
    public static bool HasValue(ReadOnlySpan<byte> uri, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var query = QueryOf(uri);
        while (TryFindNext(ref query, name, out var encoded))
        {
            if (Says(encoded, value))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddParameter(AuditEvent source, int uri, ReadOnlySpan<byte> name, FieldValues values)
    {
        if (source.TryGetString(uri, out var text))
        {
            var query = QueryOf(text);
            if (TryFindNext(ref query, name, out var value))
            {
                AddDecoded(source, value, values);
            }
        }
    }

    /// <summary>The query of a URI, without its question mark.</summary>
    public static ReadOnlySpan<byte> QueryOf(ReadOnlySpan<byte> uri) => uri[(uri.IndexOf((byte)'?') is var mark && mark < 0 ? uri.Length : mark + 1)..];

    /// <summary>Finds the next parameter of a name, and moves after it.</summary>
    /// <param name="query">What is left of the query.</param>
    /// <param name="name">The name, decoded.</param>
    /// <param name="value">The value, encoded.</param>
    public static bool TryFindNext(ref ReadOnlySpan<byte> query, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&') is var next && next < 0 ? query.Length : next;
            var pair = query[..end];
            query = query[Math.Min(end + 1, query.Length)..];

            var split = pair.IndexOf((byte)'=') is var sign && sign < 0 ? pair.Length : sign;
            if (!pair.IsEmpty && IsWellFormed(pair) && Says(pair[..split], name))
            {
                value = pair[Math.Min(split + 1, pair.Length)..];
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Decodes a value that was found; the target is as long as the value at least.</summary>
    /// <returns>The number of bytes written, which need not be valid UTF-8.</returns>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> target)
    {
        var length = 0;
        while (!encoded.IsEmpty)
        {
            target[length++] = DecodeOne(ref encoded);
        }

        return length;
    }

    private static bool IsWellFormed(ReadOnlySpan<byte> pair)
    {
        for (var i = 0; i < pair.Length; i++)
        {
            if (pair[i] == ';' || (pair[i] == '%' && !IsEscape(pair[i..])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEscape(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]);

    private static bool Says(ReadOnlySpan<byte> encoded, ReadOnlySpan<byte> name)
    {
        var matched = 0;
        while (!encoded.IsEmpty && matched < name.Length && DecodeOne(ref encoded) == name[matched])
        {
            matched++;
        }

        return encoded.IsEmpty && matched == name.Length;
    }

    private static void AddDecoded(AuditEvent source, ReadOnlySpan<byte> encoded, FieldValues values)
    {
        if (!encoded.ContainsAny((byte)'%', (byte)'+'))
        {
            values.AddTextOf(source.Payload, encoded);
            return;
        }

        var decoded = source.Scratch(encoded.Length);
        var length = Decode(encoded, decoded);
        values.EndText(JsonText.Repair(decoded[..length], values.BeginText(JsonText.MaxRepairedLength(length))));
    }

    // Takes one byte off well-formed text.
    private static byte DecodeOne(ref ReadOnlySpan<byte> encoded)
    {
        var first = encoded[0];
        if (first != '%')
        {
            encoded = encoded[1..];
            return first == '+' ? (byte)' ' : first;
        }

        var value = (HexDigit(encoded[1]) << 4) | HexDigit(encoded[2]);
        encoded = encoded[3..];
        return (byte)value;
    }

    private static int HexDigit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
