using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Remembers for which requests an event of the stage <c>ResponseStarted</c> was read, so that rules about long-running requests report each of them once:
/// at its start, or at its end if the audit policy omits the start.
/// </summary>
/// <remarks>
/// A request is known by its audit ID and its URI. A client chooses its audit ID (<c>Audit-ID</c>); with the URI it cannot hide a request behind another one.
/// The table is limited: an old request is forgotten when another one takes its slot, and is then reported twice.
/// </remarks>
internal sealed class StartedRequests
{
    private const int Slots = 16 * 1024;

    private static readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
    private static readonly int _stage = AuditFields.Paths.Add(Root / "stage");
    private static readonly int _uri = AuditFields.Paths.Add(Root / "requestURI");

    private ulong[]? _hashes;

    /// <summary>Extracts <c>true</c> or <c>false</c>; no value for an event without a stage.</summary>
    public static FieldExtractor<AuditEvent> IsFirst() => (AuditEvent source, in FieldArgument _, FieldValues values) =>
    {
        if (source.TryGet(AuditFields.AuditId, out var id) && source.TryGet(_stage, out var stage))
        {
            values.AddText(source.Started.IsFirst(source, id, stage) ? "true"u8 : "false"u8);
        }
    };

    private bool IsFirst(AuditEvent source, JsonRange id, JsonRange stage)
    {
        var name = stage.Of(source.Payload);
        var starts = name.SequenceEqual("\"ResponseStarted\""u8);
        if (!starts && !name.SequenceEqual("\"ResponseComplete\""u8) && !name.SequenceEqual("\"Panic\""u8))
        {
            return true;
        }

        var hash = HashOf(source, id);
        _hashes ??= new ulong[Slots];
        ref var slot = ref _hashes[hash % Slots];
        if (starts)
        {
            slot = hash;
        }

        return starts || slot != hash;
    }

    private static ulong HashOf(AuditEvent source, JsonRange id)
    {
        var hash = XxHash3.HashToUInt64(id.Of(source.Payload), _seed);
        return source.TryGet(_uri, out var uri) ? XxHash3.HashToUInt64(uri.Of(source.Payload), (long)hash) : hash;
    }
}
