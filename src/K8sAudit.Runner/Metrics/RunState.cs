using System.Diagnostics;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.EventFields;

namespace K8sAudit.Runner.Metrics;

/// <summary>The state of a run at one moment, from which metrics are read.</summary>
/// <param name="Host">The engine.</param>
/// <param name="Sources">The event sources.</param>
/// <param name="Configuration">Which metrics are included.</param>
internal sealed record RunState(EngineHost Host, SourceRunner Sources, MetricsConfiguration Configuration)
{
    public EngineSnapshot Current { get; } = Host.Current;

    /// <summary>The number of events that were read.</summary>
    public long Events { get; } = Sources.Readers.Sum(reader => reader.Events);

    public DateTimeOffset Now { get; } = Host.Time.GetUtcNow();

    public TimeSpan Duration => Now - Host.Started;

    /// <summary>What the previous snapshot had; null for the first one, and for Prometheus.</summary>
    public (long Events, TimeSpan Duration)? Previous { get; init; }

    /// <summary>CPU time that the process has used, as a ratio of the time that it runs.</summary>
    public static double CpuUsage()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds / Math.Max(1e-9, (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds);
    }

    /// <summary>The resident set of the process in bytes.</summary>
    public static long ResidentBytes() => Memory(process => process.WorkingSet64);

    /// <summary>The address space of the process in bytes.</summary>
    public static long VirtualBytes() => Memory(process => process.VirtualMemorySize64);

    /// <summary>A time in nanoseconds since the Unix epoch.</summary>
    public static long Nanoseconds(DateTimeOffset time) => Timestamp.Of(time);

    private static long Memory(Func<Process, long> read)
    {
        using var process = Process.GetCurrentProcess();
        return read(process);
    }
}
