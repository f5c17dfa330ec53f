using System.Text;
using System.Text.Json;
using FalcoPlugin.Json;
using K8sAudit.Plugin;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Events.Wrappers;

namespace Fuzzing;

/// <summary>What programs put around events: each event that is found is JSON within its limits, and line by line there is no exception either.</summary>
internal static class EnvelopeTarget
{
    public const string Name = "envelopes";

    private const int MaxEventSize = 4096;
    private const int MaxDepth = 32;

    private static readonly EventLimits _limits = new(MaxEventSize, MaxDepth) { MaxExpansion = 1 << 20 };
    private static readonly AuditEventReader _whole = new(K8sAuditPlugin.Paths);

    /// <summary>The names in the tables, and what is between them.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        .. JsonWrappers.All.SelectMany(row => row.Payload.Split('/').Concat(row.Requires).Concat(row.RequiresAny).Append(row.Columns))
            .Where(name => name.Length > 1).Distinct().Select(name => $"\"{name}\":"),
        .. LinePrefixes.All.Select(row => row.Example.Replace("{…}", "", StringComparison.Ordinal).Replace('↹', '\t')),
        "{\"kind\":\"Event\",\"auditID\":\"a\"}", "{", "}", "[", "]", "\"", "\\\"", ",", "\n", "---\n", "kind: Event\n", "auditID: a\n", "items:\n", "- ",
        "\u001b[36m", "message,\n", "2026-11-23T17:17:54Z stdout P ", "2026-11-23T17:17:54Z stdout F ",
    ];

    /// <summary>All shapes that the tests read, with short events.</summary>
    public static IReadOnlyList<byte[]> Seeds { get; } = [.. FormatShape.All.Values.Select(shape => Encoding.UTF8.GetBytes(shape.Text()))];

    public static void Run(byte[] input)
    {
        Check(_whole.Read(input, _limits), input);
        var lines = new AuditEventReader(K8sAuditPlugin.Paths) { IsContinuous = true };
        foreach (var line in input.AsSpan().Split((byte)'\n'))
        {
            Check(lines.Read(input.AsSpan(line), _limits), input.AsSpan(line));
        }

        lines.Finish();
    }

    private static void Check(ReadResult result, ReadOnlySpan<byte> text)
    {
        foreach (var slice in result.Events)
        {
            var json = result.Json(text, slice);
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonScanner.MaxDepth });
            while (reader.Read())
            {
            }

            if (reader.BytesConsumed != json.Length || json.Length > MaxEventSize)
            {
                throw new InvalidOperationException("an event is not JSON, or too large");
            }
        }
    }
}
