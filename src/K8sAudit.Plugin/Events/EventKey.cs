using System.Buffers.Binary;
using System.IO.Hashing;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// Identifies an event: a hash of its bytes, without its kind and version, with a random seed of the process. The default belongs to no event.
/// </summary>
/// <remarks>
/// <c>auditID</c> and <c>stage</c> alone do not identify an event: a client of the API server chooses the audit ID of its own request (<c>Audit-ID</c>),
/// and could hide a request behind an earlier one.
/// </remarks>
internal readonly record struct EventKey(ulong High, ulong Low)
{
    private static readonly long _seed = HashSeed.Create();

    // The API server's log has this in each event and its webhook once for a batch; the rest of an event is the same in both.
    private static ReadOnlySpan<byte> KindAndVersion => "\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\","u8;

    /// <summary>The key of an event.</summary>
    /// <param name="json">Its JSON as it was received.</param>
    public static EventKey Of(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[16];
        var members = json[1..];
        XxHash128.Hash(members.StartsWith(KindAndVersion) ? members[KindAndVersion.Length..] : members, hash, _seed);
        return new EventKey(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]));
    }
}
