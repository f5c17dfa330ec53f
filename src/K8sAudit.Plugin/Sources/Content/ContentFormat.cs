namespace K8sAudit.Plugin.Sources.Content;

/// <summary>A way in which logs are compressed, archived or encoded, recognised by the first bytes of a file and not by its name.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Magic">What each such file begins with.</param>
/// <param name="Open">Its members, one after the other; null for a format that is recognised and not read.</param>
internal sealed record ContentFormat(string Name, byte[] Magic, Func<Stream, IEnumerable<ContentMember>>? Open)
{
    /// <summary>Whether a file is of this format that begins with some bytes; by default if it begins with <see cref="Magic"/>.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? Recognises { get; init; }

    public bool Is(ReadOnlyMemory<byte> head) => Recognises?.Invoke(head) ?? head.Span.StartsWith(Magic);
}
