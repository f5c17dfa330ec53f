using System.Text;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests;

/// <summary>Audit events for tests.</summary>
internal static class Samples
{
    public static string ShopCluster => RepositoryFiles.PathOf("samples", "shop-cluster.jsonl");

    public static string ClusterBoot => RepositoryFiles.PathOf("samples", "cluster-boot.jsonl");

    /// <summary>All captured events of a real API server.</summary>
    public static IReadOnlyList<byte[]> Captured { get; } =
        [
            .. Directory.EnumerateFiles(RepositoryFiles.PathOf("samples"), "*.jsonl")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Where(line => line.Length > 0)
                .Select(Encoding.UTF8.GetBytes),
        ];

    /// <summary>The events of the field cases: together they have every field.</summary>
    public static IReadOnlyList<byte[]> OfCases { get; } = [.. FieldCase.All.Select(row => Encoding.UTF8.GetBytes(row.Event))];

    /// <summary>The first events of a real audit log.</summary>
    public static string[] Events(int count) => [.. File.ReadLines(ShopCluster).Take(count)];

    /// <summary>The body with which the API server posts them.</summary>
    public static string EventList(int count) =>
        $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', Events(count))}}]}""";
}
