using System.Globalization;

namespace FalcoRules.Patterns;

/// <summary>Repetitions: <c>*</c>, <c>+</c>, <c>?</c>, <c>{2,5}</c>.</summary>
internal sealed partial class PosixRegex
{
    private bool TakeRepetition(out int min, out int? max)
    {
        if (Current == '{' && IsRepetition())
        {
            (min, max) = ReadCounts();
            return true;
        }

        var isOperator = Current is '*' or '+' or '?';
        min = Current == '+' ? 1 : 0;
        max = Current == '?' ? 1 : null;
        _position += isOperator ? 1 : 0;
        return isOperator;
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

    private (int Min, int? Max) ReadCounts()
    {
        var end = _pattern.IndexOf('}', _position);
        var bounds = _pattern[(_position + 1)..end].Split(',');
        _position = end + 1;
        var min = ReadBound(bounds[0]);
        int? max = bounds switch
        {
            [_] => min,
            [_, ""] => null,
            [_, var last] => ReadBound(last),
            _ => throw new InvalidOperationException("a repetition has at most two counts"),
        };
        return max is null || min <= max ? (min, max) : throw new RegexSyntaxException($"the repetition {{{min},{max}}} ends before it begins");
    }

    private static int ReadBound(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound <= MaxRepeats
            ? bound
            : throw new RegexSyntaxException($"a repetition of {digits} exceeds {MaxRepeats}");
}
