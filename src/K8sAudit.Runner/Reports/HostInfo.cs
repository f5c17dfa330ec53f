using System.Globalization;
using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Reports;

/// <summary>The machine that the program runs on, as <c>uname</c> and the kernel's files tell it. What cannot be read is empty, or 0.</summary>
internal static class HostInfo
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The kernel's name: <c>Linux</c>.</summary>
    public static string System { get; } = Kernel("ostype");

    /// <summary>The machine's name.</summary>
    public static string Name { get; } = Kernel("hostname");

    /// <summary>The kernel's release, as in <c>6.1.0-18-amd64</c>.</summary>
    public static string Release { get; } = Kernel("osrelease");

    /// <summary>When and how the kernel was built.</summary>
    public static string Version { get; } = Kernel("version");

    /// <summary>The processor's architecture, as in <c>x86_64</c>.</summary>
    public static string Architecture { get; } = RuntimeInformation.OSArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        global::System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>When the machine was started, in nanoseconds since the Unix epoch.</summary>
    public static long BootTime { get; } = ReadBootTime();

    private static string Kernel(string name) => Read($"/proc/sys/kernel/{name}").Trim();

    private static long ReadBootTime()
    {
        var line = Read("/proc/stat").Split('\n').FirstOrDefault(line => line.StartsWith("btime ", StringComparison.Ordinal)) ?? "";
        return long.TryParse(line.AsSpan(Math.Min(line.Length, "btime ".Length)), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds * NanosecondsPerSecond
            : 0;
    }

    /// <summary>The text of a file of the kernel; empty where it cannot be read.</summary>
    public static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
