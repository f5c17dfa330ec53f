using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.EventFields;

/// <summary>The event that a source's thread is at, and what the host knows about it.</summary>
internal sealed unsafe class CurrentEvent : IDisposable
{
    /// <summary>How much of a payload is shown for a plugin that describes no events.</summary>
    private const int ShownPayload = 50;

    private readonly PluginInstance _plugin;
    private readonly byte[] _scratch = new byte[64];
    private readonly byte* _sourceText;
    private byte[] _description = [];

    public CurrentEvent(PluginInstance plugin, string source, string hostname)
    {
        _plugin = plugin;
        Source = Encoding.UTF8.GetBytes(source);
        PluginName = Encoding.UTF8.GetBytes(plugin.Plugin.Name);
        Hostname = Encoding.UTF8.GetBytes(hostname);
        _sourceText = NativeText.Allocate(source);
        Input = (EventInput*)NativeMemory.AllocZeroed((nuint)sizeof(EventInput));
        Input->Source = _sourceText;
    }

    /// <summary>The event as plugins are given it.</summary>
    public EventInput* Input { get; }

    /// <summary>The event's number in this run, from 1.</summary>
    public ulong Number => Input->Number;

    /// <summary>Nanoseconds since the epoch.</summary>
    public ulong Timestamp { get; private set; }

    /// <summary>The first event's timestamp, in nanoseconds since the epoch.</summary>
    public ulong FirstTimestamp { get; private set; }

    public byte[] Source { get; }

    public byte[] PluginName { get; }

    public byte[] Hostname { get; }

    /// <summary>Room for a text that is made from the event; 64 bytes.</summary>
    public Span<byte> Scratch => _scratch;

    /// <summary>Goes on to the next event.</summary>
    public void MoveTo(byte* source)
    {
        Timestamp = EventLayout.Timestamp(source);
        if (Input->Number++ == 0)
        {
            FirstTimestamp = Timestamp;
        }

        Input->Event = source;
    }

    /// <summary>The event in its plugin's words, or its first bytes where the plugin has none.</summary>
    public ReadOnlySpan<byte> Description()
    {
        if (_plugin.Api.EventToString != null && _plugin.Api.EventToString(_plugin.State, Input) is var text && text != null && *text != 0)
        {
            return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
        }

        _description = EventLayout.TryGetPayload(Input->Event, out var payload) ? Shown(payload) : [];
        return _description;
    }

    public void Dispose()
    {
        NativeText.Free(_sourceText);
        NativeMemory.Free(Input);
    }

    private static byte[] Shown(ReadOnlySpan<byte> payload)
    {
        var start = payload[..Math.Min(payload.Length, ShownPayload)];
        var head = Encoding.UTF8.GetBytes($"datalen={payload.Length} data=");
        return start.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? [.. head, .. "<binary>"u8]
            : payload.Length > ShownPayload ? [.. head, .. start, .. "..."u8]
            : [.. head, .. start];
    }
}
