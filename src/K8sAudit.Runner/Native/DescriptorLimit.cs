using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Native;

/// <summary>How many files, connections and pipes the process may have open at once (<c>RLIMIT_NOFILE</c>).</summary>
internal static unsafe class DescriptorLimit
{
    private const int OpenFiles = 7;

    // More is of no use here, and commands that close every possible descriptor, which inherit the limit, would take long.
    private const ulong Wanted = 65_536;

    // Where the limit cannot be read.
    private const ulong Usual = 1024;

    /// <summary>The limit.</summary>
    public static int Current => (int)Math.Min(Read()?.Soft ?? Usual, int.MaxValue);

    /// <summary>
    /// Raises the limit as far as the host allows without privileges. The usual limit of 1,024 is less than the connections of the webhook and the webserver
    /// need together with outputs and files.
    /// </summary>
    public static void Raise()
    {
        if (Read() is { } limit && limit.Soft < Math.Min(limit.Hard, Wanted))
        {
            limit.Soft = Math.Min(limit.Hard, Wanted);
            _ = LibC.SetResourceLimit(OpenFiles, &limit);
        }
    }

    private static Limit? Read()
    {
        Limit limit;
        return LibC.GetResourceLimit(OpenFiles, &limit) == 0 ? limit : null;
    }

    /// <summary><c>struct rlimit</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
