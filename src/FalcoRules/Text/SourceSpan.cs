namespace FalcoRules.Text;

/// <summary>A span of a source text.</summary>
/// <param name="Source">The text.</param>
/// <param name="Span">The span.</param>
public readonly record struct SourceSpan(SourceText Source, TextSpan Span)
{
    /// <summary>From the start of this one to the end of <paramref name="last"/> in the same text; only this one if the texts differ.</summary>
    public SourceSpan To(SourceSpan last) => ReferenceEquals(Source, last.Source) ? new(Source, Span.To(last.Span)) : this;

    /// <summary>The start as <c>name:line:column</c>; only the name for a text that is empty or could not be read.</summary>
    public override string ToString() => Source.Text.Length == 0 ? Source.Name : $"{Source.Name}:{Source.Position(Span.Start)}";
}
