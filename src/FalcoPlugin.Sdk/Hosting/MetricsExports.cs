using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IReportsMetrics"/> adds.</summary>
public static unsafe class MetricsExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReportsMetrics
{
    /// <summary><c>plugin_get_metrics</c></summary>
    public static NativeMetric* GetMetrics(void* state, uint* count)
    {
        if (count != null)
        {
            *count = 0;
        }

        return (NativeMetric*)PluginHandle<TPlugin>.Invoke(state, count, null, static (handle, count, _) => Report(handle, (uint*)count));
    }

    private static NativeMetric* Report(PluginHandle<TPlugin> handle, uint* count)
    {
        HostMistakes.ThrowIfNull(count, Symbols.GetMetrics, "num_metrics");
        lock (handle.Metrics.Gate)
        {
            handle.Metrics.Clear();
            handle.RequirePlugin().ReportMetrics(handle.Metrics);
            *count = (uint)handle.Metrics.Count;
            return handle.Metrics.Pointer;
        }
    }
}
