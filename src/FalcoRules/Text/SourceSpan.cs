namespace FalcoRules.Text;

/// <summary>A stretch of a certain text.</summary>
/// <param name="Source">The text.</param>
/// <param name="Span">The stretch.</param>
public readonly record struct SourceSpan(SourceText Source, TextSpan Span)
{
    /// <summary>From the start of this one to the end of <paramref name="last"/> in the same text; this one alone where the texts differ.</summary>
    public SourceSpan To(SourceSpan last) => ReferenceEquals(Source, last.Source) ? new(Source, Span.To(last.Span)) : this;

    /// <summary>The start as <c>name:line:column</c>; the name alone for a text that is empty or could not be read.</summary>
    public override string ToString() => Source.Text.Length == 0 ? Source.Name : $"{Source.Name}:{Source.Position(Span.Start)}";
}
