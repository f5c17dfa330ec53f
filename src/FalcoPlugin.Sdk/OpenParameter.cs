namespace FalcoPlugin.Sdk;

/// <summary>Something that a source opens.</summary>
/// <param name="Value">The text to open it with.</param>
/// <param name="Description">What that is.</param>
/// <param name="Separator">Where <paramref name="Value"/> is several in one: what separates them.</param>
public sealed record OpenParameter(string Value, string Description, string Separator = "");
