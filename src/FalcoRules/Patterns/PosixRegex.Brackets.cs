using System.Text;

namespace FalcoRules.Patterns;

/// <summary>Bracket expressions: <c>[a-z_]</c>, <c>[^[:digit:]]</c>.</summary>
internal sealed partial class PosixRegex
{
    private void ReadBracket()
    {
        _position++;
        var negated = Current == '^' && !AtEnd;
        _position += negated ? 1 : 0;
        var set = new CodePointSet();
        for (var first = true; first || Current != ']'; first = false)
        {
            if (AtEnd)
            {
                throw new RegexSyntaxException("a ']' is missing");
            }

            if (!TakeNamedClass(set))
            {
                ReadRange(set, first);
            }
        }

        _position++;
        (negated ? set.Negate() : set).AppendTo(_output);
    }

    private bool TakeNamedClass(CodePointSet set)
    {
        var end = string.CompareOrdinal(_pattern, _position, "[:", 0, 2) == 0 ? _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return false;
        }

        var name = _pattern[(_position + 2)..end];
        var negated = name.StartsWith('^');
        var members = CharacterClass.Find(Encoding.UTF8.GetBytes(negated ? name[1..] : name))
            ?? throw new RegexSyntaxException($"there is no class [:{name}:]");
        set.AddAscii(members, negated);
        _position = end + 2;
        return true;
    }

    private void ReadRange(CodePointSet set, bool first)
    {
        if (Current == '-' && !first && !IsNext(1, ']'))
        {
            throw new RegexSyntaxException("a '-' in brackets stands between two characters, first or last");
        }

        var low = ReadCodePoint();
        var high = low;
        if (Current == '-' && !IsNext(1, ']'))
        {
            _position++;
            high = ReadCodePoint();
        }

        if (high < low)
        {
            throw new RegexSyntaxException("a range in brackets ends before it begins");
        }

        set.Add(low, high);
    }

    private bool IsNext(int offset, char c) => _position + offset < _pattern.Length && _pattern[_position + offset] == c;
}
