namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>A row of <see cref="UnreadFormats"/>: texts that hold no audit events, or hold them in a form that is not read.</summary>
/// <param name="Name">What it is, in the plural.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record UnreadFormat(string Name, string Remedy)
{
    /// <summary>The alternatives of top-level keys by which an object is recognized; it has all keys of one of them.</summary>
    public string[][] Keys { get; init; } = [];

    /// <summary>Whether a line is of this format; null for a format of objects.</summary>
    public LineTest? IsLine { get; init; }

    /// <summary>Looks at one line.</summary>
    public delegate bool LineTest(ReadOnlySpan<byte> line);

    /// <summary>Whether an object with these keys is of this format.</summary>
    public bool HasKeys(IReadOnlyCollection<string> keys) => Array.Exists(Keys, alternative => Array.TrueForAll(alternative, keys.Contains));
}
