using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Fields;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>Evaluates one event of an <see cref="EventReplay"/>; the values and the payload are valid during the call.</summary>
internal delegate void EvaluateEvent(PluginEventValues values, CurrentEvent current, ReadOnlySpan<byte> payload);

/// <summary>Reads inputs of one event source to their ends, for commands that evaluate events without outputs. One thread uses it.</summary>
internal sealed unsafe class EventReplay : IDisposable
{
    private readonly List<PluginInstance> _plugins = [];
    private readonly PluginInstance _sourcePlugin;
    private readonly CurrentEvent _current;
    private readonly PluginEventValues _values;

    /// <param name="plugins">The loaded plugins.</param>
    /// <param name="source">The event source.</param>
    /// <param name="slots">The fields to read.</param>
    /// <param name="log">Where plugins write their log.</param>
    /// <exception cref="PluginFailedException">A plugin cannot be initialised.</exception>
    public EventReplay(PluginSet plugins, string source, ImmutableArray<FieldReference> slots, Log log)
    {
        var own = plugins.SourcePlugin(source);
        try
        {
            foreach (var loaded in plugins.Extractors(source).Union([own]))
            {
                _plugins.Add(PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, log));
            }

            _sourcePlugin = _plugins.First(plugin => plugin.Plugin == own.Plugin);
            _current = new CurrentEvent(source, own.Plugin.Name, "", _sourcePlugin.Describe);
            _values = new PluginEventValues(slots, _plugins, _current);
        }
        catch
        {
            _plugins.ForEach(plugin => plugin.Dispose());
            throw;
        }
    }

    /// <summary>Reads an input to its end.</summary>
    /// <param name="input">What the source plugin opens.</param>
    /// <param name="evaluate">Evaluates an event.</param>
    /// <returns>The number of events.</returns>
    /// <exception cref="PluginFailedException">The input cannot be opened or read.</exception>
    public long Read(string input, EvaluateEvent evaluate)
    {
        using var stream = PluginEventStream.Open(_sourcePlugin, input, TimeProvider.System);
        var events = 0L;
        for (var result = ReturnCode.Success; result != ReturnCode.EndOfFile;)
        {
            result = stream.NextBatch();
            if (result is not (ReturnCode.Success or ReturnCode.Timeout or ReturnCode.EndOfFile))
            {
                throw new PluginFailedException(RunnerMessages.InPlugin(_sourcePlugin.Plugin.Name, _sourcePlugin.LastError()));
            }

            for (var i = 0; i < stream.Count; i++, events++)
            {
                var source = stream.Event(i);
                _values.MoveTo(source);
                evaluate(_values, _current, EventLayout.TryGetPayload(source, out var payload) ? payload : default);
            }
        }

        return events;
    }

    public void Dispose()
    {
        _values.Dispose();
        _current.Dispose();
        _plugins.ForEach(plugin => plugin.Dispose());
    }
}
