using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>
/// A text that was made from a stretch of another one, as a YAML scalar is folded and unescaped, and the way back: where each of its
/// characters came from.
/// </summary>
public sealed class MappedText
{
    private readonly ImmutableArray<int> _origins;

    /// <param name="text">The text.</param>
    /// <param name="source">The text that it was made from.</param>
    /// <param name="origins">For each character, and for the end, its offset in <paramref name="source"/>; never falling.</param>
    public MappedText(string text, SourceText source, ImmutableArray<int> origins)
    {
        if (origins.Length != text.Length + 1)
        {
            throw new ArgumentException($"{origins.Length} origins were given for {text.Length} characters and the end", nameof(origins));
        }

        Text = text;
        Source = source;
        _origins = origins;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The text that it was made from.</summary>
    public SourceText Source { get; }

    /// <summary>A text that stands for itself.</summary>
    public static MappedText Whole(SourceText source) => new(source.Text, source, [.. Enumerable.Range(0, source.Text.Length + 1)]);

    /// <summary>Where a stretch of the text came from.</summary>
    public SourceSpan Origin(TextSpan span)
    {
        var start = _origins[Math.Clamp(span.Start, 0, Text.Length)];
        var last = span.Length == 0 ? start : _origins[Math.Clamp(span.End - 1, 0, Text.Length)] + 1;
        return new SourceSpan(Source, new TextSpan(start, Math.Max(0, last - start)));
    }
}
