using System.Globalization;
using System.Text;

namespace FalcoRules.Patterns;

/// <summary>Single characters and their escapes.</summary>
internal sealed partial class PosixRegex
{
    private int ReadCodePoint()
    {
        if (AtEnd)
        {
            throw new RegexSyntaxException("a ']' is missing");
        }

        if (Current == '\\')
        {
            _position++;
            return ReadEscape();
        }

        if (!Rune.TryGetRuneAt(_pattern, _position, out var rune))
        {
            throw new RegexSyntaxException("it is not valid UTF-8");
        }

        _position += rune.Utf16SequenceLength;
        return rune.Value;
    }

    private int ReadEscape()
    {
        if (AtEnd)
        {
            throw new RegexSyntaxException("nothing follows the backslash");
        }

        var c = _pattern[_position++];
        return c switch
        {
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            'x' => ReadHexadecimal(),
            '0' or (>= '1' and <= '7') when c == '0' || Current is >= '0' and <= '7' => ReadOctal(c),
            _ when c < 0x80 && !char.IsAsciiLetterOrDigit(c) && c != '_' => c,
            _ => throw new RegexSyntaxException(UnknownEscape(c)),
        };
    }

    private static string UnknownEscape(char c) => c switch
    {
        'd' => "'\\d' is Perl's syntax; write [0-9]",
        'w' => "'\\w' is Perl's syntax; write [0-9A-Za-z_]",
        's' => "'\\s' is Perl's syntax; write [[:space:]]",
        'b' or 'B' or 'A' or 'z' => $"'\\{c}' is Perl's syntax; the whole text must match anyway",
        >= '0' and <= '9' => $"'\\{c}' refers back to a group, which RE2 does not do",
        _ => $"there is no escape '\\{c}'",
    };

    private int ReadOctal(char first)
    {
        var value = first - '0';
        for (var i = 0; i < 2 && Current is >= '0' and <= '7'; i++)
        {
            value = (value * 8) + (_pattern[_position++] - '0');
        }

        return value;
    }

    private int ReadHexadecimal()
    {
        var braces = Current == '{';
        var start = _position + (braces ? 1 : 0);
        var end = braces ? _pattern.IndexOf('}', start) : Math.Min(start + 2, _pattern.Length);
        if (end < 0
            || end == start
            || (!braces && end - start < 2)
            || !int.TryParse(_pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10FFFF)
        {
            throw new RegexSyntaxException("'\\x' is followed by two hexadecimal digits, or by a code point in braces");
        }

        _position = end + (braces ? 1 : 0);
        return value;
    }
}
