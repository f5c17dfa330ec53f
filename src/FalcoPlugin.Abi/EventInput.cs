using System.Runtime.InteropServices;

namespace FalcoPlugin.Abi;

/// <summary>An event as the host passes it (<c>ss_plugin_event_input</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct EventInput
{
    /// <summary>The packed event; see <see cref="EventLayout"/>.</summary>
    public byte* Event;

    /// <summary>The event's number in this capture, from 1.</summary>
    public ulong Number;

    /// <summary>NUL-terminated name of the event source.</summary>
    public byte* Source;
}
