using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private const int SlotBits = 14;

    private static readonly long _seed = HashSeed.Create();

    // A slot holds a check of the audit ID, which costs a few instructions, and a hash of it and the URI, which clients cannot predict; 0 is empty.
    private ulong[]? _slots;

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
        if (stage.SequenceEqual("\"ResponseStarted\""u8))
        {
            _slots ??= new ulong[1 << SlotBits];
            var started = Check(auditId);
            _slots[started >> (64 - SlotBits)] = Slot(started, uri);
            return true;
        }

        if (_slots is null)
        {
            return true;
        }

        // Nearly all events end here: their requests have no start in the table.
        var check = Check(auditId);
        var slot = _slots[check >> (64 - SlotBits)];
        return (uint)(slot >> 32) != (uint)check || slot != Slot(check, uri)
            || !(stage.SequenceEqual("\"ResponseComplete\""u8) || stage.SequenceEqual("\"Panic\""u8));
    }

    private static ulong Slot(ulong check, ReadOnlySpan<byte> uri) => (check << 32) | (uint)XxHash3.HashToUInt64(uri, _seed ^ (long)check);

    // The last eight characters of an audit ID, which is a random UUID, spread over all bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Check(ReadOnlySpan<byte> auditId)
    {
        const ulong spread = 0x9E37_79B9_7F4A_7C15;
        var word = auditId.Length > sizeof(ulong) ? MemoryMarshal.Read<ulong>(auditId[^(sizeof(ulong) + 1)..]) : XxHash3.HashToUInt64(auditId, _seed);
        return word * spread;
    }
}
