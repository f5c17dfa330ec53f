namespace FalcoPlugin.Sdk;

/// <summary>A suggested open parameter of a source.</summary>
/// <param name="Value">The open parameter.</param>
/// <param name="Description">What it opens.</param>
/// <param name="Separator">The separator, if <paramref name="Value"/> contains several parameters.</param>
public sealed record OpenParameter(string Value, string Description, string Separator = "");
