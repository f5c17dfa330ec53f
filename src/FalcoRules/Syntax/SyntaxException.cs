using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>Thrown at the first syntax error; caught by the caller of the parser.</summary>
internal sealed class SyntaxException(SourceSpan location, string message) : Exception(message)
{
    /// <summary>The location of the error.</summary>
    public SourceSpan Location { get; } = location;
}
