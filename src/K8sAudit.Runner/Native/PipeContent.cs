using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary>The bytes in a pipe that were written and not read yet.</summary>
internal static class PipeContent
{
    /// <summary>Their number. Either end of the pipe may be asked, also after the other one was closed.</summary>
    public static int Length(SafeHandle pipe) => LibC.IoControl(pipe, LibC.BytesToRead, out var length) == 0 ? length : 0;
}
