using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources;

/// <summary>An input that is read text by text, such as a file line by line. <see cref="InputStream"/> does everything else.</summary>
internal interface IAuditInput : IDisposable
{
    /// <summary>Where the last text is from, for log messages: <c>file:line</c>.</summary>
    string Location { get; }

    /// <summary>How far the input has been read; null if it has no known end.</summary>
    Progress? Progress { get; }

    /// <summary>Reads the next text.</summary>
    /// <param name="wait">How long to wait if none is available.</param>
    /// <param name="text">The text, for <see cref="InputStatus.Text"/>; valid until the next call.</param>
    /// <exception cref="PluginException">The input cannot be read.</exception>
    InputStatus Read(TimeSpan wait, out ReadOnlySpan<byte> text);

    /// <summary>The host asks for a batch, so it has read all events of the batches before.</summary>
    void BeginBatch()
    {
    }

    /// <summary>The host is given the events of the texts so far.</summary>
    /// <param name="events">How many there are.</param>
    void EndBatch(int events)
    {
    }

    /// <summary>The host is given events of another input of the same stream.</summary>
    /// <param name="events">How many there are.</param>
    void CountOther(int events)
    {
    }
}
