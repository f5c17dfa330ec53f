namespace FalcoRules.Text;

/// <summary>A stretch of a certain text.</summary>
/// <param name="Source">The text.</param>
/// <param name="Span">The stretch.</param>
public readonly record struct SourceSpan(SourceText Source, TextSpan Span)
{
    /// <summary>From the start of this one to the end of <paramref name="last"/> in the same text; this one alone where the texts differ.</summary>
    public SourceSpan To(SourceSpan last) => ReferenceEquals(Source, last.Source) ? new(Source, Span.To(last.Span)) : this;
}
