using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IReportsMetrics"/> adds.</summary>
public static unsafe class MetricsExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReportsMetrics
{
    /// <summary><c>plugin_get_metrics</c></summary>
    public static NativeMetric* GetMetrics(void* state, uint* count)
    {
        *count = 0;
        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return null;
        }

        try
        {
            handle.Metrics.Clear();
            handle.Started().ReportMetrics(handle.Metrics);
            *count = (uint)handle.Metrics.Count;
            return handle.Metrics.Pointer;
        }
        catch (Exception exception)
        {
            handle.Fail(exception);
            return null;
        }
    }
}
