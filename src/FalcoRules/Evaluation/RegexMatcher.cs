using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace FalcoRules.Evaluation;

/// <summary>Matches the whole string against a regular expression in linear time. Invalid UTF-8 is matched as U+FFFD, as in Falco.</summary>
internal sealed class RegexMatcher(Regex regex) : Matcher
{
    private const int OnStack = 512;

    /// <inheritdoc/>
    public override bool Matches(EventValues values, ValueSource source, int index)
    {
        var text = source.Bytes(values, index);
        if (text.Length <= OnStack)
        {
            return Matches(text, stackalloc char[OnStack]);
        }

        // UTF-16 never needs more units than UTF-8 has bytes.
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var matches = Matches(text, buffer);
        ArrayPool<char>.Shared.Return(buffer);
        return matches;
    }

    private bool Matches(ReadOnlySpan<byte> text, Span<char> buffer) => regex.IsMatch(buffer[..Encoding.UTF8.GetChars(text, buffer)]);
}
