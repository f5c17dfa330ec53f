using System.Runtime.CompilerServices;

namespace FalcoPlugin.Abi;

/// <summary>
/// One plugin event in memory: packed, little endian.
/// <code>
///  0        8        16    20    22       26        30         34        38
///  | ts u64 | tid u64 | len | type| nparams | 4 (u32) | size u32 | id u32  | payload …
///                       u32   u16   u32       └ lengths of both parameters ┘
/// </code>
/// </summary>
public static unsafe class EventLayout
{
    /// <summary>The event type of plugin events (<c>PPME_PLUGINEVENT_E</c>).</summary>
    public const ushort PluginEventType = 322;

    /// <summary>Length of the header that every event has, in bytes.</summary>
    public const int HeaderLength = 26;

    /// <summary>Where the payload begins (<c>PLUGIN_EVENT_PAYLOAD_OFFSET</c>).</summary>
    public const int PayloadOffset = 38;

    /// <summary>A timestamp with all bits set lets the host set the current time.</summary>
    public const ulong TimestampUnknown = ulong.MaxValue;

    private const int TypeOffset = 20;
    private const int ParameterCountOffset = 22;
    private const int PayloadSizeOffset = 30;
    private const int PluginIdOffset = 34;

    /// <summary>Reads the timestamp of an event, in nanoseconds since the Unix epoch.</summary>
    public static ulong ReadTimestamp(byte* source) => Unsafe.ReadUnaligned<ulong>(source);

    /// <summary>Writes everything before the payload.</summary>
    public static void WriteHeader(byte* target, ulong timestamp, uint pluginId, int payloadLength)
    {
        Unsafe.WriteUnaligned(target, timestamp);
        Unsafe.WriteUnaligned(target + 8, ulong.MaxValue);
        Unsafe.WriteUnaligned(target + 16, (uint)(PayloadOffset + payloadLength));
        Unsafe.WriteUnaligned(target + TypeOffset, PluginEventType);
        Unsafe.WriteUnaligned(target + ParameterCountOffset, 2u);
        Unsafe.WriteUnaligned(target + HeaderLength, 4u);
        Unsafe.WriteUnaligned(target + PayloadSizeOffset, (uint)payloadLength);
        Unsafe.WriteUnaligned(target + PluginIdOffset, pluginId);
    }

    /// <summary>Nanoseconds since the epoch.</summary>
    public static ulong Timestamp(byte* source) => Unsafe.ReadUnaligned<ulong>(source);

    /// <summary>Sets the timestamp, in nanoseconds since the epoch.</summary>
    public static void SetTimestamp(byte* target, ulong value) => Unsafe.WriteUnaligned(target, value);

    /// <summary>Length of the whole event in bytes, from its header.</summary>
    public static uint TotalLength(byte* source) => Unsafe.ReadUnaligned<uint>(source + 16);

    /// <summary>The event type; 322 for plugin events.</summary>
    public static ushort Type(byte* source) => Unsafe.ReadUnaligned<ushort>(source + TypeOffset);

    /// <summary>The number of parameters; 2 for plugin events.</summary>
    public static uint ParameterCount(byte* source) => Unsafe.ReadUnaligned<uint>(source + ParameterCountOffset);

    /// <summary>The id of the plugin that made the event; 0 lets the host set it.</summary>
    public static uint PluginId(byte* source) => Unsafe.ReadUnaligned<uint>(source + PluginIdOffset);

    /// <summary>Sets the plugin id.</summary>
    public static void SetPluginId(byte* target, uint value) => Unsafe.WriteUnaligned(target + PluginIdOffset, value);

    /// <summary>Length of the payload in bytes, from the event's parameter length.</summary>
    public static uint PayloadLength(byte* source) => Unsafe.ReadUnaligned<uint>(source + PayloadSizeOffset);

    /// <summary>
    /// The payload; false if the event is not a plugin event or its lengths are inconsistent.
    /// </summary>
    public static bool TryGetPayload(byte* source, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var total = TotalLength(source);
        if (Type(source) != PluginEventType || ParameterCount(source) != 2 || total < PayloadOffset || total > int.MaxValue
            || PayloadLength(source) != total - PayloadOffset)
        {
            return false;
        }

        payload = new ReadOnlySpan<byte>(source + PayloadOffset, (int)(total - PayloadOffset));
        return true;
    }
}
