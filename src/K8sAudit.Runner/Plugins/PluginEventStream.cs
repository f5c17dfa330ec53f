using FalcoPlugin.Abi;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>An open event source: asks the plugin for batches, and checks and completes each event as Falco does (<c>source_plugin.c</c>).</summary>
internal sealed unsafe class PluginEventStream : IDisposable
{
    private readonly PluginInstance _plugin;
    private readonly TimeProvider _time;
    private void* _handle;
    private byte** _events;
    private int _count;

    private PluginEventStream(PluginInstance plugin, void* handle, TimeProvider time)
    {
        _plugin = plugin;
        _handle = handle;
        _time = time;
    }

    /// <summary>How many events the last batch has.</summary>
    public int Count => _count;

    /// <summary>Opens the source.</summary>
    /// <exception cref="PluginFailedException">The plugin fails; the message is its own.</exception>
    public static PluginEventStream Open(PluginInstance plugin, string parameters, TimeProvider time)
    {
        var text = NativeText.Allocate(parameters);
        try
        {
            var code = ReturnCode.Failure;
            var handle = plugin.Api.Open(plugin.State, text, &code);
            return code == ReturnCode.Success
                ? new PluginEventStream(plugin, handle, time)
                : throw new PluginFailedException(RunnerMessages.CannotOpen(plugin.Plugin.Name, parameters, plugin.LastError()));
        }
        finally
        {
            NativeText.Free(text);
        }
    }

    /// <summary>
    /// Another handle of the same source, for another instance of its plugin. Each handle has batches of its own. The calls of <see cref="NextBatch"/> and
    /// <see cref="Progress"/> of all handles must not overlap, and those that share the source are disposed before this one.
    /// </summary>
    /// <exception cref="PluginFailedException">The plugin fails.</exception>
    public PluginEventStream Share(PluginInstance plugin)
    {
        var code = ReturnCode.Failure;
        var handle = plugin.Api.ShareStream(plugin.State, _handle, &code);
        return code == ReturnCode.Success
            ? new PluginEventStream(plugin, handle, _time)
            : throw new PluginFailedException(RunnerMessages.InPlugin(plugin.Plugin.Name, plugin.LastError()));
    }

    /// <summary>
    /// Asks for the next batch. Its events (<see cref="Count"/>, <see cref="Event"/>) count whatever the answer is, and stay valid until the next call.
    /// </summary>
    /// <exception cref="PluginFailedException">The plugin says success and gives nothing.</exception>
    public ReturnCode NextBatch()
    {
        uint count = 0;
        byte** events = null;
        var code = _plugin.Api.NextBatch(_plugin.State, _handle, &count, &events);
        _count = events == null ? 0 : checked((int)count);
        _events = events;
        return code == ReturnCode.Success && _count == 0 ? throw new PluginFailedException(RunnerMessages.EmptyBatch(_plugin.Plugin.Name)) : code;
    }

    /// <summary>An event of the last batch, with the plugin's id and a timestamp filled in where they were left open.</summary>
    /// <exception cref="PluginFailedException">The event is not one of this plugin.</exception>
    public byte* Event(int index)
    {
        var source = _events[index];
        if (EventLayout.Type(source) != EventLayout.PluginEventType || EventLayout.ParameterCount(source) != 2)
        {
            throw new PluginFailedException(RunnerMessages.MalformedEvent(_plugin.Plugin.Name));
        }

        var id = EventLayout.PluginId(source);
        if (id == 0)
        {
            EventLayout.SetPluginId(source, _plugin.Plugin.Id);
        }
        else if (id != _plugin.Plugin.Id)
        {
            throw new PluginFailedException(RunnerMessages.ForeignEvent(_plugin.Plugin.Name, _plugin.Plugin.Id, id));
        }

        if (EventLayout.Timestamp(source) == EventLayout.TimestampUnknown)
        {
            EventLayout.SetTimestamp(source, Now());
        }

        return source;
    }

    /// <summary>
    /// Whether the source ends by itself and keeps what is not read. Plugins return a progress text for such input and an empty one for any other
    /// (<c>plugin_get_progress</c>). False for a plugin that does not report progress.
    /// </summary>
    public bool IsFinite() => Progress() is { Text.Length: > 0 };

    /// <summary>How far the source is, in hundredths of a percent, in the plugin's own words too; null where it cannot tell.</summary>
    public (uint HundredthsOfPercent, string Text)? Progress()
    {
        if (_plugin.Api.GetProgress == null || _handle == null)
        {
            return null;
        }

        uint progress = 0;
        var text = NativeText.Read(_plugin.Api.GetProgress(_plugin.State, _handle, &progress));
        return (progress, text);
    }

    public void Dispose()
    {
        if (_handle != null)
        {
            _plugin.Api.Close(_plugin.State, _handle);
            _handle = null;
        }
    }

    private ulong Now() => (ulong)Timestamp.Of(_time.GetUtcNow());
}
