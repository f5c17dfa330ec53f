using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>
/// The address of a client without its port: an IPv4 address, or the first 64 bits of an IPv6 address, since one host can have all addresses that begin with
/// them.
/// </summary>
internal readonly record struct ClientAddress(AddressFamily Family, ulong Bits)
{
    /// <summary>The address of an endpoint; the default if it is not an IP address.</summary>
    public static ClientAddress Of(EndPoint? endPoint)
    {
        if (endPoint is not IPEndPoint { Address: var address })
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        address.TryWriteBytes(bytes, out var length);
        return new ClientAddress(
            address.AddressFamily,
            length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
