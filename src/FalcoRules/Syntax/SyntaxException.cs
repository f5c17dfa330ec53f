using FalcoRules.Text;

namespace FalcoRules.Syntax;

/// <summary>Leaves the parser at the first place where the text makes no sense; caught where the parser was called.</summary>
internal sealed class SyntaxException(SourceSpan location, string message) : Exception(message)
{
    /// <summary>Where it makes no sense.</summary>
    public SourceSpan Location { get; } = location;
}
