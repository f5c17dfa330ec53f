using System.Globalization;

namespace K8sAudit.Runner.Reports;

/// <summary>
/// What the host, the container and the process use, from the kernel's files (libsinsp's <c>resource_utilization.cpp</c>). What cannot be read is 0. Files of
/// the host are below the folder of the environment variable <c>HOST_ROOT</c>, where a container mounts them.
/// </summary>
internal static class ResourceUsage
{
    private const long BytesPerKilobyte = 1024;

    private static readonly string _hostRoot = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";

    // cgroup v1 as in Falco, then v2.
    private static readonly string[] _containerMemory = ["/sys/fs/cgroup/memory/memory.usage_in_bytes", "/sys/fs/cgroup/memory.current"];

    /// <summary>The memory of the process in bytes, with its share of what it shares with others.</summary>
    public static long ProportionalBytes() => BytesPerKilobyte * Number(HostInfo.Read("/proc/self/smaps_rollup"), "Pss:");

    /// <summary>The memory that the container of the process uses, in bytes.</summary>
    public static long ContainerBytes() => _containerMemory.Select(file => Number(HostInfo.Read(file), "")).FirstOrDefault(bytes => bytes > 0);

    /// <summary>The memory that the host uses without buffers and cache, in bytes.</summary>
    public static long HostBytes()
    {
        var memory = HostInfo.Read($"{_hostRoot}/proc/meminfo");
        return BytesPerKilobyte * (Number(memory, "MemTotal:") - Number(memory, "MemFree:") - Number(memory, "Buffers:") - Number(memory, "Cached:"));
    }

    /// <summary>The time that the processors of the host have not been idle, as a ratio of the time since the boot.</summary>
    public static double HostCpu()
    {
        // user, nice, system, idle, iowait, irq, softirq
        var times = Line(HostInfo.Read($"{_hostRoot}/proc/stat"), "cpu ")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Take(7)
            .Select(text => Number(text, ""))
            .ToArray();
        return times.Sum() > 0 ? 1 - ((double)times[3] / times.Sum()) : 0;
    }

    /// <summary>How many processes of the host are running or can run.</summary>
    public static long HostRunningProcesses() => Number(HostInfo.Read($"{_hostRoot}/proc/stat"), "procs_running ");

    /// <summary>How many file descriptors the host has allocated.</summary>
    public static long HostOpenDescriptors() => Number(HostInfo.Read($"{_hostRoot}/proc/sys/fs/file-nr"), "");

    // The first number of the line that begins with a name.
    private static long Number(string text, string name)
    {
        var first = Line(text, name).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static string Line(string text, string name) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
}
