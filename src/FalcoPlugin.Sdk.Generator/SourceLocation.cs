using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>A location in a source file, without the syntax tree that <see cref="Location"/> holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Span">The characters.</param>
/// <param name="Lines">The lines and columns.</param>
internal sealed record SourceLocation(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>Where a type is declared.</summary>
    public static SourceLocation Of(ISymbol symbol)
    {
        var lines = symbol.Locations[0].GetLineSpan();
        return new SourceLocation(lines.Path, symbol.Locations[0].SourceSpan, lines.Span);
    }

    /// <summary>The compiler's form.</summary>
    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
