using System.Runtime.CompilerServices;

namespace K8sAudit.Plugin.Tests;

/// <summary>The repository's own files.</summary>
internal static class Samples
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "../.."));

    public static string ShopCluster => Path.Combine(Root, "samples", "shop-cluster.jsonl");

    public static string ClusterBoot => Path.Combine(Root, "samples", "cluster-boot.jsonl");

    /// <summary>The first events of a real audit log.</summary>
    public static string[] Events(int count) => [.. File.ReadLines(ShopCluster).Take(count)];

    /// <summary>What the API server posts for them.</summary>
    public static string EventList(int count) =>
        $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', Events(count))}}]}""";

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
