using System.Text;

namespace FalcoRules.Patterns;

/// <summary>Bracket expressions: <c>[a-z_]</c>, <c>[^[:digit:]]</c>.</summary>
internal sealed partial class PosixRegex
{
    // Once no ":]" was found, none follows: a long pattern of "[:" is read in linear time.
    private bool _hasNoMoreClasses;

    private CodePointSet ReadBracket()
    {
        _position++;
        var negated = Current == '^';
        _position += negated ? 1 : 0;
        var ranges = new List<CodePointRange>();
        for (var first = true; first || Current != ']'; first = false)
        {
            if (AtEnd)
            {
                throw new RegexSyntaxException("a ']' is missing");
            }

            if (!TakeNamedClass(ranges))
            {
                ranges.Add(ReadRange(first));
            }
        }

        _position++;
        var set = CodePointSet.Of(ranges);
        return negated ? set.Negate() : set;
    }

    private bool TakeNamedClass(List<CodePointRange> ranges)
    {
        if (_hasNoMoreClasses || string.CompareOrdinal(_pattern, _position, "[:", 0, 2) != 0)
        {
            return false;
        }

        var end = _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal);
        _hasNoMoreClasses = end < 0;
        if (end < 0)
        {
            return false;
        }

        var name = _pattern[(_position + 2)..end];
        var negated = name.StartsWith('^');
        var members = CharacterClass.Find(Encoding.UTF8.GetBytes(negated ? name[1..] : name))
            ?? throw new RegexSyntaxException($"there is no class [:{name}:]");
        var set = CodePointSet.Of(Enumerable.Range(0, 0x80).Where(c => members((char)c)).Select(c => new CodePointRange(c, c)));
        ranges.AddRange((negated ? set.Negate() : set).Ranges);
        _position = end + 2;
        return true;
    }

    private CodePointRange ReadRange(bool first)
    {
        if (Current == '-' && !first && !IsNext(1, ']'))
        {
            throw new RegexSyntaxException("a '-' in brackets must be between two characters, first or last");
        }

        var low = ReadCodePoint();
        var high = low;
        if (Current == '-' && !IsNext(1, ']'))
        {
            _position++;
            high = ReadCodePoint();
        }

        return high >= low ? new CodePointRange(low, high) : throw new RegexSyntaxException("a range in brackets ends before it begins");
    }

    private bool IsNext(int offset, char c) => _position + offset < _pattern.Length && _pattern[_position + offset] == c;
}
