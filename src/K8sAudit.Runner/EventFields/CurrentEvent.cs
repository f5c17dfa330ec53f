using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;

namespace K8sAudit.Runner.EventFields;

/// <summary>Describes an event with its plugin's <c>event_to_string</c>; empty where the plugin does not describe it.</summary>
internal unsafe delegate ReadOnlySpan<byte> DescribeEvent(EventInput* input);

/// <summary>The event that a source's thread evaluates, and what the host knows about it.</summary>
internal sealed unsafe class CurrentEvent : IDisposable
{
    // The number of bytes of a payload that are shown where the plugin does not describe the event.
    private const int MaxShownPayload = 50;

    private readonly DescribeEvent _describe;
    private readonly byte[] _scratch = new byte[64];
    private readonly byte* _sourceText;
    private byte[] _description = [];

    /// <param name="source">The name of the event source.</param>
    /// <param name="plugin">The name of its plugin.</param>
    /// <param name="hostname">The name of the machine.</param>
    /// <param name="describe">Describes an event.</param>
    public CurrentEvent(string source, string plugin, string hostname, DescribeEvent describe)
    {
        _describe = describe;
        Source = Encoding.UTF8.GetBytes(source);
        PluginName = Encoding.UTF8.GetBytes(plugin);
        Hostname = Encoding.UTF8.GetBytes(hostname);
        _sourceText = (byte*)Marshal.StringToCoTaskMemUTF8(source);
        Input = (EventInput*)NativeMemory.AllocZeroed((nuint)sizeof(EventInput));
        Input->Source = _sourceText;
    }

    /// <summary>The event as it is passed to plugins.</summary>
    public EventInput* Input { get; }

    /// <summary>The event's number in this run, from 1.</summary>
    public ulong Number => Input->Number;

    /// <summary>A number that grows with each event, batch and alert, so that another thread sees whether there is progress.</summary>
    public long Steps { get; private set; }

    /// <summary>Nanoseconds since the epoch.</summary>
    public ulong Timestamp { get; private set; }

    /// <summary>The first event's timestamp, in nanoseconds since the epoch.</summary>
    public ulong FirstTimestamp { get; private set; }

    public byte[] Source { get; }

    public byte[] PluginName { get; }

    public byte[] Hostname { get; }

    /// <summary>A buffer of 64 bytes for a text that is made from the event.</summary>
    public Span<byte> Scratch => _scratch;

    /// <summary>Makes the next event the current one.</summary>
    public void MoveTo(byte* source)
    {
        Timestamp = EventLayout.Timestamp(source);
        if (Input->Number++ == 0)
        {
            FirstTimestamp = Timestamp;
        }

        Input->Event = source;
        Step();
    }

    /// <summary>Makes the event after another one of the run the next one. Other threads may have evaluated the events before it.</summary>
    /// <param name="number">The number of the other event; 0 for the begin of the run.</param>
    /// <param name="firstTimestamp">The timestamp of the first event of the run.</param>
    public void ContinueAfter(ulong number, ulong firstTimestamp)
    {
        Input->Number = number;
        FirstTimestamp = firstTimestamp;
    }

    /// <summary>Shows that there is progress.</summary>
    public void Step() => Steps++;

    /// <summary>The event as its plugin describes it, or the first bytes of its payload.</summary>
    public ReadOnlySpan<byte> Description()
    {
        if (_describe(Input) is { IsEmpty: false } text)
        {
            return text;
        }

        _description = EventLayout.TryGetPayload(Input->Event, out var payload) ? Shown(payload) : [];
        return _description;
    }

    public void Dispose()
    {
        Marshal.FreeCoTaskMem((nint)_sourceText);
        NativeMemory.Free(Input);
    }

    private static byte[] Shown(ReadOnlySpan<byte> payload)
    {
        var start = payload[..Math.Min(payload.Length, MaxShownPayload)];
        var head = Encoding.UTF8.GetBytes($"datalen={payload.Length} data=");
        return start.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? [.. head, .. "<binary>"u8]
            : payload.Length > MaxShownPayload ? [.. head, .. start, .. "..."u8]
            : [.. head, .. start];
    }
}
