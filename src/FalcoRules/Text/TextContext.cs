namespace FalcoRules.Text;

/// <summary>A part of a text that contains a diagnostic: a rule, its condition.</summary>
/// <param name="Kind">Falco's name for its kind (<c>rule</c>, <c>rule condition</c>, <c>value for</c> …).</param>
/// <param name="Name">Its name or key; empty if it has none.</param>
/// <param name="Location">Its location.</param>
public sealed record TextContext(string Kind, string Name, SourceSpan Location)
{
    /// <summary>The kind of a key's value that has no kind of its own; the name is then the key.</summary>
    public const string ValueKind = "value for";
}
