namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>Finds the name of a cluster in a string of a wrapper.</summary>
internal static class ClusterNames
{
    /// <summary>The name; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> text, ClusterNamePart part) => part switch
    {
        ClusterNamePart.LastSegment => text[(text.LastIndexOf((byte)'/') + 1)..],
        ClusterNamePart.EksLogGroup => OfLogGroup(text),
        _ => text,
    };

    // Insights puts the number of the account in front of it.
    private static ReadOnlySpan<byte> OfLogGroup(ReadOnlySpan<byte> group)
    {
        var start = group.IndexOf("/aws/eks/"u8);
        var name = start < 0 ? default : group[(start + "/aws/eks/"u8.Length)..];
        return name.EndsWith("/cluster"u8) ? name[..^"/cluster"u8.Length] : default;
    }
}
