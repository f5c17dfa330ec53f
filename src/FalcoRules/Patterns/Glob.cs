using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>
/// Wildcards as fnmatch(3) reads them without flags in the C locale, which is how Falco runs: byte by byte, <c>*</c> and <c>?</c> match a
/// slash too, a backslash escapes the next byte. A pattern is read once; a match costs a step for each byte of the text, and for each 64 bytes between
/// two stars of the pattern that contain other wildcards.
/// </summary>
internal sealed class Glob
{
    private readonly byte[] _literals;
    private readonly int[] _kinds;
    private readonly ulong[] _sets;
    private readonly bool _ignoreCase;

    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether letters match in upper and lower case.</param>
    public Glob(ReadOnlySpan<byte> pattern, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        (_literals, _kinds, _sets) = (new byte[pattern.Length], new int[pattern.Length], new ulong[GlobReader.MaxSetWords(pattern.Length)]);
        var reader = new GlobReader(pattern, ignoreCase, _literals, _kinds, _sets);
        var length = reader.Read();
        Array.Resize(ref _literals, length);
        Array.Resize(ref _kinds, length);
        Array.Resize(ref _sets, reader.SetCount * GlobReader.WordsPerSet);
    }

    /// <summary>Whether a text has wildcards.</summary>
    public static bool IsPattern(ReadOnlySpan<byte> text) => text.IndexOfAny("*?["u8) >= 0;

    /// <summary>Whether the whole text matches.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        var steps = 0L;
        return Matches(text, ref steps);
    }

    /// <summary>Whether the whole text matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="steps">Counts the comparisons of bytes and the operations on 64 bits.</param>
    public bool Matches(ReadOnlySpan<byte> text, ref long steps) => new GlobMatch(_literals, _kinds, _sets, _ignoreCase).Matches(text, ref steps);

    /// <summary>Whether the whole text matches a pattern that is the value of an event.</summary>
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase)
    {
        var literals = ArrayPool<byte>.Shared.Rent(pattern.Length);
        var kinds = ArrayPool<int>.Shared.Rent(pattern.Length);
        var sets = ArrayPool<ulong>.Shared.Rent(GlobReader.MaxSetWords(pattern.Length));
        var length = new GlobReader(pattern, ignoreCase, literals, kinds, sets).Read();
        var steps = 0L;
        var matches = new GlobMatch(literals.AsSpan(0, length), kinds.AsSpan(0, length), sets, ignoreCase).Matches(text, ref steps);
        ArrayPool<byte>.Shared.Return(literals);
        ArrayPool<int>.Shared.Return(kinds);
        ArrayPool<ulong>.Shared.Return(sets);
        return matches;
    }
}
