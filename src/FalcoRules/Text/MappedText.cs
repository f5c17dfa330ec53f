using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>
/// A text that was built from parts of other texts, such as a folded and unescaped YAML scalar or a condition with appended text, and a map
/// to the origin of each of its characters.
/// </summary>
public sealed class MappedText
{
    private readonly ImmutableArray<int> _origins;
    private readonly ImmutableArray<Piece> _pieces;

    /// <param name="text">The text.</param>
    /// <param name="source">The text that it was built from.</param>
    /// <param name="origins">For each character, and for the end, its offset in <paramref name="source"/>; never falling.</param>
    public MappedText(string text, SourceText source, ImmutableArray<int> origins)
        : this(text, origins, [new Piece(0, source)])
    {
    }

    private MappedText(string text, ImmutableArray<int> origins, ImmutableArray<Piece> pieces)
    {
        if (origins.Length != text.Length + 1)
        {
            throw new ArgumentException($"{origins.Length} origins were given for {text.Length} characters and the end", nameof(origins));
        }

        Text = text;
        _origins = origins;
        _pieces = pieces;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The text that it was built from; the first one if there are several, so use <see cref="Origin"/> for locations.</summary>
    public SourceText Source => _pieces[0].Source;

    /// <summary>A text that maps to itself.</summary>
    public static MappedText Whole(SourceText source) => new(source.Text, source, [.. Enumerable.Range(0, source.Text.Length + 1)]);

    /// <summary>A generated text: all of it has one location.</summary>
    public static MappedText At(string text, SourceSpan location) =>
        new(text, location.Source, [.. Enumerable.Repeat(location.Span.Start, text.Length + 1)]);

    /// <summary>Concatenates texts, which may come from different sources.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static MappedText Join(params IReadOnlyList<MappedText> parts)
    {
        if (parts.Count == 0)
        {
            throw new ArgumentException("There is nothing to join", nameof(parts));
        }

        var origins = ImmutableArray.CreateBuilder<int>();
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var part in parts)
        {
            foreach (var piece in part._pieces.Where(piece => pieces.Count == 0 || pieces[^1].Source != piece.Source))
            {
                pieces.Add(piece with { Start = piece.Start + origins.Count });
            }

            origins.AddRange(part._origins.AsSpan(0, part.Text.Length));
        }

        origins.Add(parts[^1]._origins[^1]);
        return new(string.Concat(parts.Select(part => part.Text)), origins.ToImmutable(), pieces.ToImmutable());
    }

    /// <summary>A part of the text.</summary>
    public MappedText Slice(int start, int length)
    {
        var first = PieceAt(start);
        var pieces = _pieces.Skip(first).Where(piece => piece.Start < start + length || piece == _pieces[first]);
        return new(
            Text.Substring(start, length),
            _origins.Slice(start, length + 1),
            [.. pieces.Select(piece => piece with { Start = Math.Max(0, piece.Start - start) })]);
    }

    /// <summary>The text without white space at both ends.</summary>
    public MappedText Trim()
    {
        var start = Text.Length - Text.AsSpan().TrimStart().Length;
        return Slice(start, Text.AsSpan(start).TrimEnd().Length);
    }

    /// <summary>The origin of a part of the text; if it has several sources, the part in the first of them.</summary>
    public SourceSpan Origin(TextSpan span)
    {
        var begin = Math.Clamp(span.Start, 0, Text.Length);
        var piece = PieceAt(begin);
        var pieceEnd = piece + 1 < _pieces.Length ? _pieces[piece + 1].Start : Text.Length;
        var end = Math.Min(span.End, pieceEnd);
        var start = _origins[begin];
        var last = end <= begin ? start : _origins[end - 1] + 1;
        return new SourceSpan(_pieces[piece].Source, new TextSpan(start, Math.Max(0, last - start)));
    }

    private int PieceAt(int offset)
    {
        var piece = _pieces.Length - 1;
        while (piece > 0 && _pieces[piece].Start > offset)
        {
            piece--;
        }

        return piece;
    }

    private readonly record struct Piece(int Start, SourceText Source);
}
