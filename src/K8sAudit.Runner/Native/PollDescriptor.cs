using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary><c>struct pollfd</c> of <c>poll(2)</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    /// <summary><c>POLLOUT</c>: writing does not block.</summary>
    public const short Out = 4;

    public int Descriptor;
    public short Events;
    public short ReturnedEvents;
}
