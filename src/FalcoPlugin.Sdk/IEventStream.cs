namespace FalcoPlugin.Sdk;

/// <summary>An open stream of events. It is disposed when the host closes it, and must release its ports, threads and files then.</summary>
public interface IEventStream : IDisposable
{
    /// <summary>
    /// Adds the next events to <paramref name="batch"/>, which is empty and stays valid until the next call. If there are none, waits at most about
    /// 30 ms, so that the host can stop.
    /// </summary>
    /// <exception cref="PluginException">The stream cannot continue; the host ends the capture.</exception>
    BatchStatus Next(EventBatch batch);

    /// <summary>
    /// Called before the stream is disposed, if the host closes it without having read the last events that it was given: a host that reloads drops them.
    /// A stream whose events cannot be read again keeps them for the next stream.
    /// </summary>
    /// <param name="unread">
    /// The events after the last one that the host has asked about (its fields or its text). Empty for a host that reads batches without asking about their
    /// events. <see cref="EventBatch.Exchange"/> takes them without copying.
    /// </param>
    void ReturnUnread(EventBatch unread)
    {
    }
}
