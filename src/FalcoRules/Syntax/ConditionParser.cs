using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>Text in, a tree and findings out.</summary>
internal static class ConditionParser
{
    /// <summary>Parses a condition. Never throws for what the text holds.</summary>
    /// <returns>The tree; null where there is an error, which is then in <paramref name="diagnostics"/>.</returns>
    public static Expression? Parse(MappedText text, ICollection<Diagnostic> diagnostics) => throw new NotImplementedException();
}
