using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Repository.Tests;

/// <summary>The lines of a source file that are too long and can be wrapped.</summary>
internal static class LongLines
{
    /// <summary>Maximum number of characters of a line.</summary>
    public const int MaxLength = 160;

    // A piece on a line of its own is indented further, and followed by a bracket and a semicolon.
    private const int Surroundings = 4 + 2;

    /// <summary>The numbers of these lines, from 0.</summary>
    public static IEnumerable<int> Of(SyntaxTree tree)
    {
        var text = tree.GetText();
        var candidates = text.Lines.Where(line => line.Span.Length > MaxLength).ToList();
        if (candidates.Count == 0)
        {
            return [];
        }

        var pieces = Pieces(tree.GetRoot()).ToList();
        return candidates.Where(line => !pieces.Any(piece => Excuses(text, line, piece))).Select(line => line.LineNumber);
    }

    // A string is not split, so its line may be longer if it would not fit on a line of its own either. A row of test data stays a row.
    private static bool Excuses(SourceText text, TextLine line, (TextSpan Span, bool IsRow) piece)
    {
        if (!piece.Span.IntersectsWith(line.Span))
        {
            return false;
        }

        var content = line.ToString();
        var indentation = content.Length - content.TrimStart().Length;
        var isMultiline = text.Lines.GetLineFromPosition(piece.Span.Start).LineNumber < text.Lines.GetLineFromPosition(piece.Span.End).LineNumber;
        return piece.IsRow || isMultiline || piece.Span.Start <= line.Start + indentation || piece.Span.Length > MaxLength - indentation - Surroundings;
    }

    private static IEnumerable<(TextSpan Span, bool IsRow)> Pieces(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is InterpolatedStringExpressionSyntax
                or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression })
            {
                yield return (node.Span, IsRow: false);
            }
            else if (IsRowOfTestData(node))
            {
                yield return (node.Span, IsRow: true);
            }
        }

        foreach (var comment in root.DescendantTrivia().Where(trivia => trivia.ToString().Contains("://", StringComparison.Ordinal)))
        {
            yield return (comment.Span, IsRow: true);
        }
    }

    private static bool IsRowOfTestData(SyntaxNode node) => node switch
    {
        AttributeSyntax attribute => attribute.Name.ToString() == "InlineData",
        InitializerExpressionSyntax row => row.IsKind(SyntaxKind.ComplexElementInitializerExpression),
        _ => false,
    };
}
