namespace FalcoRules.Text;

/// <summary>Something with a beginning and an end that a diagnostic stands in: a rule, its condition.</summary>
/// <param name="Kind">What it is, in Falco's words (<c>rule</c>, <c>rule condition</c>, <c>value for</c> …).</param>
/// <param name="Name">Its name or key; empty where it has none.</param>
/// <param name="Location">Where it stands.</param>
public sealed record TextContext(string Kind, string Name, SourceSpan Location)
{
    /// <summary>The kind of a key's value where it has no kind of its own; the name is then the key.</summary>
    public const string ValueKind = "value for";
}
