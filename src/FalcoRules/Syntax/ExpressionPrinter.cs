namespace FalcoRules.Syntax;

/// <summary>Conditions as text.</summary>
internal static class ExpressionPrinter
{
    /// <summary>The condition in one normal form: fewest parentheses, quotes only where they are needed, one space between words.</summary>
    public static string Print(Expression expression) => throw new NotImplementedException();
}
