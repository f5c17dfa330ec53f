using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FalcoPlugin.Json;

/// <summary>
/// Finds where JSON values end, and checks that they are JSON (RFC 8259). Strings are not decoded: invalid UTF-8 and lone
/// surrogate escapes are accepted here and replaced when a string is read.
/// Every method takes a start offset and returns the offset after the skipped part, or the complement (<c>~offset</c>, so a negative number)
/// of the unexpected byte.
/// </summary>
public static class JsonScanner
{
    /// <summary>
    /// Maximum nesting depth of arrays and objects; more than any API object needs, and small enough to keep one bit for each level on the stack.
    /// </summary>
    public const int MaxDepth = 512;

    private const byte LastControl = 0x1F;
    private const int BitsPerWord = 64;

    // Two bytes as a little-endian word: the usual bytes after a key, and after a string.
    internal const ushort CommaQuote = ',' | ('"' << 8);

    // And three or four: the usual bytes between two strings.
    private const uint ThreeBytes = 0xFF_FFFF;
    private const uint QuoteColonQuote = '"' | ':' << 8 | '"' << 16;
    private const uint QuoteCommaQuote = '"' | ',' << 8 | '"' << 16;
    private const uint QuoteColonOpenQuote = '"' | ':' << 8 | '{' << 16 | (uint)'"' << 24;
    private const uint QuoteColonOpenClose = '"' | ':' << 8 | '{' << 16 | (uint)'}' << 24;

    /// <summary>Skips white space; usually there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipWhiteSpace(ReadOnlySpan<byte> json, int position) =>
        (uint)position < (uint)json.Length && json[position] <= ' ' ? SkipSpaces(json, position) : position;

    /// <summary>Skips the value that begins at <paramref name="position"/>: a scalar, an array or an object.</summary>
    /// <param name="json">The document.</param>
    /// <param name="position">Where the value begins.</param>
    /// <param name="maxDepth">Maximum nesting depth, at most <see cref="MaxDepth"/>; a deeper bracket is an unexpected byte.</param>
    public static int SkipValue(ReadOnlySpan<byte> json, int position, int maxDepth = MaxDepth)
    {
        if ((uint)position >= (uint)json.Length)
        {
            return ~json.Length;
        }

        return json[position] switch
        {
            (byte)'"' => SkipContent(json, position + 1, out _),
            (byte)'{' or (byte)'[' => SkipContainer(json, position, Math.Min(maxDepth, MaxDepth), ref Unsafe.NullRef<ulong>()),
            _ => SkipPlainScalar(json, position),
        };
    }

    /// <summary>
    /// Skips an array or object of any nesting depth, for one that is too deep for <see cref="SkipValue"/>. Its memory use grows with the length.
    /// </summary>
    public static int SkipDeepContainer(ReadOnlySpan<byte> json, int position)
    {
        var outer = ArrayPool<ulong>.Shared.Rent(((json.Length - position) / BitsPerWord) + 1);
        var end = SkipContainer(json, position, int.MaxValue, ref outer[0]);
        ArrayPool<ulong>.Shared.Return(outer);
        return end;
    }

    /// <summary>Skips a string; <paramref name="position"/> is that of its opening quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipString(ReadOnlySpan<byte> json, int position) =>
        (uint)position < (uint)json.Length && json[position] == '"' ? SkipContent(json, position + 1, out _) : ~position;

    /// <summary>Skips the content of a string and its closing quote.</summary>
    /// <param name="json">The document.</param>
    /// <param name="position">Offset of the first byte after the opening quote.</param>
    /// <param name="isPlain">Whether the content is known to have no escapes; false means unknown.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SkipContent(ReadOnlySpan<byte> json, int position, out bool isPlain)
    {
        position = FindSpecial(json, position);
        isPlain = (uint)position < (uint)json.Length && json[position] == '"';
        return isPlain ? position + 1 : SkipRest(json, position);
    }

    // Skips the end of a string, from its closing quote or another byte that is not plain.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndString(ReadOnlySpan<byte> json, int position) =>
        (uint)position < (uint)json.Length && json[position] == '"' ? position + 1 : SkipRest(json, position);

    /// <summary>
    /// Finds the end of an object or array by its brackets alone, taking strings into account, for an element that is not JSON, so that
    /// the following elements are not lost. Returns the complement of the length if the brackets are not closed.
    /// </summary>
    public static int SkipBrackets(ReadOnlySpan<byte> json, int position) =>
        default(JsonBracketSkipper).TrySkip(json[position..], out var skipped) ? position + skipped : ~json.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipSpaces(ReadOnlySpan<byte> json, int position)
    {
        while ((uint)position < (uint)json.Length && IsSpace(json[position]))
        {
            position++;
        }

        return position;
    }

    private static int SkipPlainScalar(ReadOnlySpan<byte> json, int position) => json[position] switch
    {
        >= (byte)'1' and <= (byte)'9' => SkipWholeNumber(json, position),
        (byte)'t' => SkipLiteral(json, position, "true"u8),
        (byte)'f' => SkipLiteral(json, position, "false"u8),
        (byte)'n' => SkipLiteral(json, position, "null"u8),
        _ => SkipNumber(json, position),
    };

    // A single state machine. `nesting` holds a bit for each open container, the innermost last: 1 for an object, 0 for an array. If a word of them
    // is full, it is pushed to `outer`, which is on the stack unless `deep` is given. White space is checked last, since usually
    // there is none.
    //
    // Strings that follow each other without white space use shortcuts.
    //
    //            ┌────────────── ',' ──────────────┐
    //   '{' ──▶ key ──▶ ':' ──▶ value ──▶ after ───┤
    //   '[' ──────────────────▶ value ──▶ after ───┘──▶ '}' or ']' ──▶ after, one level up, or done
    [SkipLocalsInit]
    private static int SkipContainer(ReadOnlySpan<byte> json, int position, int maxDepth, ref ulong deep)
    {
        Unsafe.SkipInit(out Words words);
        ref var outer = ref Unsafe.IsNullRef(ref deep) ? ref words[0] : ref deep;
        var nesting = 0ul;
        var depth = 0u;
        byte next;

    open:
        if (depth == (uint)maxDepth)
        {
            return ~position;
        }

        var bracket = json[position];
        position = SkipWhiteSpace(json, position + 1);
        if ((uint)position >= (uint)json.Length)
        {
            return ~json.Length;
        }

        if (json[position] == bracket + ('}' - '{'))
        {
            position++;
            if (depth == 0)
            {
                return position;
            }

            goto after;
        }

    push:
        if (depth % BitsPerWord == 0)
        {
            Unsafe.Add(ref outer, depth / BitsPerWord) = nesting;
        }

        depth++;
        nesting = (nesting << 1) | ((uint)bracket >> 5 & 1);
        if (bracket == '{')
        {
            goto key;
        }

    value:
        if ((uint)position >= (uint)json.Length)
        {
            return ~json.Length;
        }

        next = json[position];
        if (next == '"')
        {
            position++;
            goto text;
        }

        // Both brackets, and nothing else.
        if ((next | 0x20) == '{')
        {
            goto open;
        }

        if (IsSpace(next))
        {
            position = SkipSpaces(json, position);
            goto value;
        }

        position = SkipPlainScalar(json, position);
        if (position < 0)
        {
            return position;
        }

        goto after;

    text:
        position = FindSpecial(json, position);
        if ((FourAt(json, position) & ThreeBytes) == QuoteCommaQuote)
        {
            position += 3;
            if ((nesting & 1) != 0)
            {
                goto name;
            }

            goto text;
        }

        position = EndString(json, position);
        if (position < 0)
        {
            return position;
        }

    after:
        if ((uint)position >= (uint)json.Length)
        {
            return ~json.Length;
        }

        next = json[position];
        if (next == ',')
        {
            position++;
            if ((nesting & 1) == 0)
            {
                goto value;
            }

            goto key;
        }

        if (next == Closing(nesting))
        {
            position++;
            depth--;
            if (depth == 0)
            {
                return position;
            }

            nesting = depth % BitsPerWord == 0 ? Unsafe.Add(ref outer, depth / BitsPerWord) : nesting >> 1;
            goto after;
        }

        if (IsSpace(next))
        {
            position = SkipSpaces(json, position);
            goto after;
        }

        return ~position;

    key:
        position = SkipWhiteSpace(json, position);
        if ((uint)position >= (uint)json.Length || json[position] != '"')
        {
            return ~position;
        }

        position++;

    name:
        position = FindSpecial(json, position);
        var following = FourAt(json, position);
        if ((following & ThreeBytes) == QuoteColonQuote)
        {
            position += 3;
            goto text;
        }

        if (following == QuoteColonOpenQuote && depth < (uint)maxDepth)
        {
            position += 3;
            bracket = (byte)'{';
            goto push;
        }

        if (following == QuoteColonOpenClose && depth < (uint)maxDepth)
        {
            position += 4;
            goto after;
        }

        position = EndString(json, position);
        if (position < 0)
        {
            return position;
        }

        position = SkipWhiteSpace(json, position);
        if ((uint)position >= (uint)json.Length || json[position] != ':')
        {
            return ~position;
        }

        position++;
        goto value;
    }

    /// <summary>
    /// Whether two bytes, as a little-endian word, are at an offset; false for a negative offset (an error), and always on big-endian machines.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPairAt(ReadOnlySpan<byte> json, int position, ushort pair) =>
        BitConverter.IsLittleEndian && (ulong)(uint)position + sizeof(ushort) <= (uint)json.Length
        && Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(json), (uint)position)) == pair;

    // Four bytes as a little-endian word; 0 if there are fewer, and always on big-endian machines.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FourAt(ReadOnlySpan<byte> json, int position) =>
        BitConverter.IsLittleEndian && (ulong)(uint)position + sizeof(uint) <= (uint)json.Length
            ? Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref MemoryMarshal.GetReference(json), (uint)position))
            : 0;

    // ']' for an array, '}' for an object.
    private static byte Closing(ulong nesting) => (byte)(']' + ((uint)(nesting & 1) << 5));

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private static int SkipLiteral(ReadOnlySpan<byte> json, int position, ReadOnlySpan<byte> literal) =>
        json[position..].StartsWith(literal) ? position + literal.Length : ~position;

    // -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    private static int SkipNumber(ReadOnlySpan<byte> json, int position)
    {
        if (At(json, position) == '-')
        {
            position++;
        }

        if (At(json, position) == '0')
        {
            position++;
        }
        else
        {
            position = SkipDigits(json, position);
        }

        if (position >= 0 && At(json, position) == '.')
        {
            position = SkipDigits(json, position + 1);
        }

        if (position >= 0 && At(json, position) is (byte)'e' or (byte)'E')
        {
            position++;
            position = SkipDigits(json, At(json, position) is (byte)'+' or (byte)'-' ? position + 1 : position);
        }

        return position;
    }

    // Usually nothing follows the digits.
    private static int SkipWholeNumber(ReadOnlySpan<byte> json, int position)
    {
        var end = SkipDigits(json, position);
        return At(json, end) is (byte)'.' or (byte)'e' or (byte)'E' ? SkipNumber(json, position) : end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipDigits(ReadOnlySpan<byte> json, int position)
    {
        var start = position;
        while (At(json, position) is >= (byte)'0' and <= (byte)'9')
        {
            position++;
        }

        return position == start ? ~position : position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte At(ReadOnlySpan<byte> json, int position) => (uint)position < (uint)json.Length ? json[position] : (byte)0;

    private static int SkipEscape(ReadOnlySpan<byte> json, int position)
    {
        if (At(json, position + 1) == 'u' && AreHexDigits(FourAt(json, position + 2)))
        {
            return position + 6;
        }

        switch (At(json, position + 1))
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return position + 2;
            case (byte)'u':
                for (var i = position + 2; i < position + 6; i++)
                {
                    if (!char.IsAsciiHexDigit((char)At(json, i)))
                    {
                        return ~Math.Min(i, json.Length);
                    }
                }

                return position + 6;
            default:
                return ~Math.Min(position + 1, json.Length);
        }
    }

    private static bool AreHexDigits(uint four) =>
        char.IsAsciiHexDigit((char)(byte)four) && char.IsAsciiHexDigit((char)(byte)(four >> 8))
        && char.IsAsciiHexDigit((char)(byte)(four >> 16)) && char.IsAsciiHexDigit((char)(four >> 24));

    // Skips the rest of a string from an escape; fails if the document ends or a byte is not allowed in a string.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipRest(ReadOnlySpan<byte> json, int position)
    {
        while (At(json, position) == '\\')
        {
            position = SkipEscape(json, position);
            if (position < 0)
            {
                return position;
            }

            position = FindSpecial(json, position);
        }

        return At(json, position) == '"' ? position + 1 : ~Math.Min(position, json.Length);
    }

    // The first byte that ends a plain run of string content: a quote, a backslash or a control character; the length if there is none.
    // Vectors of 128 bits are available on every machine that the code can be compiled for ahead of time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FindSpecial(ReadOnlySpan<byte> json, int position)
    {
        ref var first = ref MemoryMarshal.GetReference(json);
        for (; position <= json.Length - Vector128<byte>.Count; position += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref first, (uint)position);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.Equals(bytes, Vector128.Min(bytes, Vector128.Create(LastControl)));
            var bits = special.ExtractMostSignificantBits();
            if (bits != 0)
            {
                return position + BitOperations.TrailingZeroCount(bits);
            }
        }

        while (position < json.Length && json[position] is not ((byte)'"' or (byte)'\\' or < (byte)' '))
        {
            position++;
        }

        return position;
    }

    /// <summary>A bit for each level that <see cref="SkipValue"/> descends.</summary>
    [InlineArray(MaxDepth / BitsPerWord)]
    private struct Words
    {
        private ulong _first;
    }
}
