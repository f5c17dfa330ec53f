namespace K8sAudit.Runner.Configuration;

/// <summary>A key of falco.yaml, or a whole branch of it.</summary>
/// <param name="Path">The key with dots; <c>[]</c> stands for every entry of a list, and <c>*</c> for everything below.</param>
/// <param name="Use">What becomes of it.</param>
/// <param name="Meaning">What it does here, or why it does nothing; one line.</param>
internal sealed record KnownKey(string Path, KeyUse Use, string Meaning)
{
    /// <summary>Its default, as it would be written; empty for none.</summary>
    public string Default { get; init; } = "";
}
