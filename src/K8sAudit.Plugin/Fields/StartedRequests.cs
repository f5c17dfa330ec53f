using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Remembers for which requests an event of the stage <c>ResponseStarted</c> was read, so that rules about long-running requests report each of them once:
/// at its start, or at its end if the audit policy omits the start.
/// </summary>
/// <remarks>
/// A request is known by its audit ID and its URI. A client chooses its audit ID (<c>Audit-ID</c>); with the URI it cannot hide a request behind another one.
/// The table is limited: an old request is forgotten when another one takes its slot, and is then reported twice. A source decides for its events as it reads
/// them; the table of an extraction is for events from elsewhere, such as a capture file.
/// </remarks>
internal sealed class StartedRequests
{
    private const int Slots = 16 * 1024;

    private static readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    private ulong[]? _hashes;

    /// <summary>The path of the stage.</summary>
    public static int StagePath { get; } = AuditFields.Paths.Add(Root / "stage");

    /// <summary>The path of the request's URI.</summary>
    public static int UriPath { get; } = AuditFields.Paths.Add(Root / "requestURI");

    /// <summary>Extracts <c>true</c> or <c>false</c>; no value for an event without a stage.</summary>
    public static FieldExtractor<AuditEvent> IsFirst() => (AuditEvent source, in FieldArgument _, FieldValues values) =>
    {
        if (source.TryGet(AuditFields.AuditId, out var id) && source.TryGet(StagePath, out var stage))
        {
            var uri = source.TryGet(UriPath, out var range) ? range.Of(source.Payload) : default;
            var isFirst = source.IsFirst ?? source.Started.IsFirst(id.Of(source.Payload), stage.Of(source.Payload), uri);
            values.AddText(isFirst ? "true"u8 : "false"u8);
        }
    };

    /// <summary>Whether an event is the first one about its request; remembers it if it is a start.</summary>
    /// <param name="auditId">The audit ID as JSON.</param>
    /// <param name="stage">The stage as JSON.</param>
    /// <param name="uri">The request's URI as JSON; empty if there is none.</param>
    public bool IsFirst(ReadOnlySpan<byte> auditId, ReadOnlySpan<byte> stage, ReadOnlySpan<byte> uri)
    {
        var starts = stage.SequenceEqual("\"ResponseStarted\""u8);
        if (!starts && !stage.SequenceEqual("\"ResponseComplete\""u8) && !stage.SequenceEqual("\"Panic\""u8))
        {
            return true;
        }

        if (_hashes is null)
        {
            if (!starts)
            {
                return true;
            }

            _hashes = new ulong[Slots];
        }

        var hash = XxHash3.HashToUInt64(auditId, _seed);
        ref var slot = ref _hashes[hash % Slots];
        if (slot == 0 && !starts)
        {
            return true;
        }

        hash = XxHash3.HashToUInt64(uri, (long)hash);
        if (starts)
        {
            slot = hash;
        }

        return starts || slot != hash;
    }
}
