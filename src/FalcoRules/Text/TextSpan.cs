namespace FalcoRules.Text;

/// <summary>A range of a source text.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset after the last character.</summary>
    public int End => Start + Length;

    /// <summary>From the start of this one to the end of <paramref name="last"/>.</summary>
    public TextSpan To(TextSpan last) => new(Start, Math.Max(0, last.End - Start));
}
