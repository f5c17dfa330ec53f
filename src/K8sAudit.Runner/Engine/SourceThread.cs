using FalcoPlugin.Abi;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>What one thread needs to read and evaluate a source: instances of its plugins, a handle of the open source, and an evaluation.</summary>
internal sealed unsafe class SourceThread : IDisposable
{
    private readonly List<PluginInstance> _plugins;
    private readonly LoadedPlugin _source;
    private readonly EngineHost _host;
    private bool _mayWait;
    private bool _isDisposed;

    private SourceThread(LoadedPlugin source, List<PluginInstance> plugins, EngineHost host)
    {
        (_source, _plugins, _host) = (source, plugins, host);
        SourcePlugin = plugins.First(plugin => plugin.Plugin == source.Plugin);
        Current = new CurrentEvent(source.Plugin.EventSource, source.Plugin.Name, host.Hostname, SourcePlugin.Describe);
    }

    /// <summary>The instance of the source's plugin.</summary>
    public PluginInstance SourcePlugin { get; }

    public IReadOnlyList<PluginInstance> Plugins => _plugins;

    public CurrentEvent Current { get; }

    /// <summary>The open source.</summary>
    public PluginEventStream Stream { get; private set; } = null!;

    public SourceEvaluation Evaluation { get; private set; } = null!;

    /// <summary>Whether other threads may read the source, too: each of its plugins says that fields depend on nothing but the event.</summary>
    public bool CanShare
    {
        get
        {
            foreach (var plugin in _plugins)
            {
                if (plugin.Api.ShareStream == null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Initialises the plugins that a source needs.</summary>
    /// <param name="plugins">The loaded plugins.</param>
    /// <param name="source">The source.</param>
    /// <param name="host">The engine.</param>
    /// <param name="isQuiet">Whether messages of the initialisation are left out, because another thread has the same plugins.</param>
    /// <exception cref="PluginFailedException">One of them fails.</exception>
    public static SourceThread Create(PluginSet plugins, string source, EngineHost host, bool isQuiet = false)
    {
        var own = plugins.SourcePlugin(source);
        List<PluginInstance> instances = [];
        try
        {
            foreach (var loaded in plugins.Extractors(source).Union([own]))
            {
                instances.Add(PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, host.Log, isQuiet));
            }

            return new SourceThread(own, instances, host);
        }
        catch
        {
            instances.ForEach(instance => instance.Dispose());
            throw;
        }
    }

    /// <summary>Opens the source.</summary>
    /// <exception cref="PluginFailedException">It cannot be opened.</exception>
    public void Open() => Stream = PluginEventStream.Open(SourcePlugin, _source.Configuration.OpenParameters, _host.Time);

    /// <summary>Opens the source that another thread has opened.</summary>
    /// <exception cref="PluginFailedException">It cannot be opened.</exception>
    public void Join(SourceThread other)
    {
        Stream = other.Stream.Share(SourcePlugin);
        StartEvaluation(other._mayWait);
    }

    /// <summary>Starts to evaluate with the current snapshot.</summary>
    /// <param name="mayWait">Whether the input may wait for slow outputs.</param>
    public void StartEvaluation(bool mayWait)
    {
        _mayWait = mayWait;
        Evaluation = NewEvaluation();
    }

    /// <summary>Evaluates with the current snapshot, if a reload has published a newer one.</summary>
    public void SwitchSnapshot()
    {
        if (Evaluation.IsSuperseded)
        {
            // Where the new evaluation cannot be started, the old one is still the only one to dispose.
            var next = NewEvaluation();
            Evaluation.Dispose();
            Evaluation = next;
        }
    }

    /// <summary>Whether the source continues after this answer of its plugin.</summary>
    /// <exception cref="PluginFailedException">The answer is a failure.</exception>
    public bool ShouldContinue(ReturnCode result) => result switch
    {
        ReturnCode.Success or ReturnCode.Timeout => true,
        ReturnCode.EndOfFile => false,
        _ => throw new PluginFailedException(RunnerMessages.InPlugin(SourcePlugin.Plugin.Name, SourcePlugin.LastError())),
    };

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Stream?.Dispose();
            Evaluation?.Dispose();
            Current.Dispose();
            _plugins.ForEach(plugin => plugin.Dispose());
        }
    }

    private SourceEvaluation NewEvaluation() => SourceEvaluation.Start(_host, _plugins, Current, _source.Plugin.EventSource, _mayWait);
}
