namespace K8sAudit.Plugin.Sources.Files;

/// <summary>A file to read to its end.</summary>
/// <param name="Path">Its path; <see cref="StandardInput"/> for standard input.</param>
/// <param name="IsNamed">Whether the open parameters name it, and not a directory or a pattern under which it was found.</param>
internal readonly record struct InputFile(string Path, bool IsNamed)
{
    /// <summary>What open parameters call standard input.</summary>
    public const string StandardInput = "-";

    public bool IsStandardInput => Path == StandardInput;

    /// <summary>What messages call it.</summary>
    public string Name => IsStandardInput ? "standard input" : Path;
}
