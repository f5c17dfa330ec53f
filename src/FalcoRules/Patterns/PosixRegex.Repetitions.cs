using System.Globalization;

namespace FalcoRules.Patterns;

/// <summary>Repetitions: <c>*</c>, <c>+</c>, <c>?</c>, <c>{2,5}</c>.</summary>
internal sealed partial class PosixRegex
{
    private bool TakeRepetition(out string text, out int times)
    {
        var start = _position;
        times = 1;
        text = "";
        switch (Current)
        {
            case '*' or '+' or '?':
                _position++;
                break;
            case '{' when IsRepetition():
                times = ReadCount();
                break;
            default:
                return false;
        }

        text = _pattern[start.._position];
        return true;
    }

    /// <summary>Whether <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> starts here; any other brace is a literal.</summary>
    private bool IsRepetition()
    {
        var end = SkipDigits(_position + 1);
        if (end == _position + 1)
        {
            return false;
        }

        end = end < _pattern.Length && _pattern[end] == ',' ? SkipDigits(end + 1) : end;
        return end < _pattern.Length && _pattern[end] == '}';
    }

    private int SkipDigits(int position)
    {
        while (position < _pattern.Length && char.IsAsciiDigit(_pattern[position]))
        {
            position++;
        }

        return position;
    }

    private int ReadCount()
    {
        var end = _pattern.IndexOf('}', _position);
        var bounds = _pattern[(_position + 1)..end].Split(',');
        _position = end + 1;
        var low = ReadBound(bounds[0]);
        var high = bounds is [_, { Length: > 0 } last] ? ReadBound(last) : low;
        return low <= high ? Math.Max(high, 1) : throw new RegexSyntaxException($"the repetition {{{low},{high}}} ends before it begins");
    }

    private static int ReadBound(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound <= MaxRepeats
            ? bound
            : throw new RegexSyntaxException($"a repetition of {digits} exceeds {MaxRepeats}");
}
