using System.Text;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>Events for tests.</summary>
internal static class Samples
{
    /// <summary>What was captured from a real API server.</summary>
    public static IReadOnlyList<byte[]> Captured { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => line.Length > 0).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The events of the field cases: together they have every field.</summary>
    public static IReadOnlyList<byte[]> OfCases { get; } = [.. FieldCase.All.Select(row => Encoding.UTF8.GetBytes(row.Event))];
}
