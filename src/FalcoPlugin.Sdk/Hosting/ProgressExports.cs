using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IReportsProgress"/> adds.</summary>
public static unsafe class ProgressExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReportsProgress
{
    private const int HundredthsOfPercent = 10_000;

    /// <summary><c>plugin_get_progress</c>: hundredths of a percent, and a string.</summary>
    public static byte* GetProgress(void* state, void* instance, uint* progress)
    {
        if (progress != null)
        {
            *progress = 0;
        }

        return (byte*)PluginHandle<TPlugin>.Invoke(state, instance, progress, static (handle, instance, progress) => Report(handle, instance, (uint*)progress));
    }

    private static byte* Report(PluginHandle<TPlugin> handle, void* instance, uint* progress)
    {
        HostMistakes.ThrowIfNull(instance, Symbols.GetProgress, "h");
        HostMistakes.ThrowIfNull(progress, Symbols.GetProgress, "progress_pct");
        var stream = StreamHandle.From(instance)!;
        var current = handle.RequirePlugin().GetProgress(stream.Stream);
        var text = stream.ProgressText.Set(current.Text);
        *progress = (uint)(Math.Clamp(current.Fraction, 0, 1) * HundredthsOfPercent);
        return text;
    }
}
