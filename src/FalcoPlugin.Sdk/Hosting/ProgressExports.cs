namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IReportsProgress"/> adds.</summary>
public static unsafe class ProgressExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IReportsProgress
{
    /// <summary><c>plugin_get_progress</c>: hundredths of a percent, and a text.</summary>
    public static byte* GetProgress(void* state, void* instance, uint* progress)
    {
        *progress = 0;
        var handle = PluginHandle<TPlugin>.From(state);
        var stream = StreamHandle.From(instance);
        if (handle is null || stream is null)
        {
            return null;
        }

        try
        {
            var now = handle.Started().GetProgress(stream.Stream);
            *progress = (uint)(Math.Clamp(now.Fraction, 0, 1) * 10_000);
            return stream.ProgressText.Set(now.Text);
        }
        catch (Exception exception)
        {
            handle.Fail(exception);
            return null;
        }
    }
}
