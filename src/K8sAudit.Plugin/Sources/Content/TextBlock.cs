namespace K8sAudit.Plugin.Sources.Content;

/// <summary>What the decoder's thread passes on: bytes of the current text, or what happened between them.</summary>
internal readonly record struct TextBlock
{
    /// <summary>The bytes; null for an event of another kind.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>How many bytes there are.</summary>
    public int Length { get; init; }

    /// <summary>The name of the text that begins here; null where none does.</summary>
    public string? Begins { get; init; }

    /// <summary>Called on the reader's thread where it gets here, so that messages are in the order of the texts; null for nothing.</summary>
    public Action? Report { get; init; }

    /// <summary>Whether nothing follows.</summary>
    public bool IsEnd { get; init; }
}
