using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>A state of a match and the states that follow it, as far as texts reached them. Other threads may read while one adds.</summary>
/// <param name="positions">The positions that the text so far can end at.</param>
/// <param name="atLineStart">Whether a line starts here, if the expression distinguishes that.</param>
/// <param name="isMatch">Whether the text may end here.</param>
/// <param name="classes">The number of classes of characters.</param>
internal sealed class RegexState(WordMask positions, bool atLineStart, bool isMatch, int classes)
{
    /// <summary>The next state for each class of characters; null where it is not known yet.</summary>
    public RegexState?[] Next { get; } = new RegexState?[classes];

    /// <summary>The positions that the text so far can end at.</summary>
    public WordMask Positions => positions;

    /// <summary>Whether a line starts here, if the expression distinguishes that.</summary>
    public bool AtLineStart => atLineStart;

    /// <summary>Whether the text may end here.</summary>
    public bool IsMatch => isMatch;

    /// <summary>Whether no text that begins like this matches.</summary>
    public bool IsDead { get; } = positions.IsEmpty;

    /// <summary>The bytes that leave the state; null if it is not known. All others need not be looked at one by one.</summary>
    public SearchValues<byte>? Leaving { get; set; }

    /// <summary>The bytes of the state, of its arrays and of its entry in the cache.</summary>
    public int Bytes => 320 + ((classes + positions.Words.Length) * sizeof(ulong));
}
