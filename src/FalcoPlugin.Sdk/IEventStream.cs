namespace FalcoPlugin.Sdk;

/// <summary>An open stream of events. Disposed when the host closes it; ports, threads and files are free again after that.</summary>
public interface IEventStream : IDisposable
{
    /// <summary>
    /// Puts the next events into <paramref name="batch"/>, which comes in empty and stays valid until the next call. Waits about 30 ms
    /// at most where there are none, so that the host can stop.
    /// </summary>
    /// <exception cref="PluginException">The stream cannot go on; the host ends the capture.</exception>
    BatchStatus Next(EventBatch batch);
}
