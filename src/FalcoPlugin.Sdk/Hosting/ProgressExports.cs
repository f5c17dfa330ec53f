namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IReportsProgress"/> adds.</summary>
public static unsafe class ProgressExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReportsProgress
{
    /// <summary><c>plugin_get_progress</c>: hundredths of a percent, and a text.</summary>
    public static byte* GetProgress(void* state, void* instance, uint* progress)
    {
        *progress = 0;
        return (byte*)PluginHandle<TPlugin>.Invoke(state, instance, progress, static (handle, instance, progress) => StreamHandle.From(instance) is { } stream ? Tell(handle, stream, (uint*)progress) : null);
    }

    private static byte* Tell(PluginHandle<TPlugin> handle, StreamHandle stream, uint* progress)
    {
        var now = handle.RequirePlugin().GetProgress(stream.Stream);
        *progress = (uint)(Math.Clamp(now.Fraction, 0, 1) * 10_000);
        return stream.ProgressText.Set(now.Text);
    }
}
