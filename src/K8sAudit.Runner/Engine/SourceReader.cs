using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>
/// Reads one event source, batch by batch, until it ends, fails or is stopped. It has plugin instances of its own. One thread reads and evaluates; finite input
/// gets further threads where its plugins allow it (<see cref="ParallelEvaluation"/>).
/// </summary>
internal sealed class SourceReader : IDisposable
{
    /// <summary>How long events that the plugin has already received are read after the stop was requested.</summary>
    private static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(5);

    /// <summary>The same for a plugin that ends its source when all of them are read.</summary>
    private static readonly TimeSpan _longDrainLimit = TimeSpan.FromSeconds(30);

    private readonly PluginSet _plugins;
    private readonly LoadedPlugin _source;
    private readonly SourceThread _main;
    private readonly EngineHost _host;
    private readonly CurrentEvent _current;
    private PluginEventStream? _stream;
    private ParallelEvaluation? _parallel;
    private DeliveryReporter? _delivery;
    private StopRequest? _stop;
    private volatile bool _stopping;
    private volatile bool _waitsForOutputs;
    private bool _mayWait;
    private bool _draining;
    private bool _hasEvents;
    private bool _isDisposed;
    private long _events;
    private long _lastEvent;

    private SourceReader(PluginSet plugins, string source, EngineHost host)
    {
        (_plugins, _host) = (plugins, host);
        _source = plugins.SourcePlugin(source);
        _main = SourceThread.Create(plugins, source, host);
        _current = _main.Current;
    }

    /// <summary>The name of the event source.</summary>
    public string Source => _source.Plugin.EventSource;

    /// <summary>The number of events read so far.</summary>
    public long Events => Volatile.Read(ref _events);

    public bool IsOpen { get; private set; }

    /// <summary>How long ago the last batch with events was read, or the source was opened.</summary>
    public TimeSpan SinceLastEvent => _host.Time.GetElapsedTime(Volatile.Read(ref _lastEvent));

    /// <summary>Whether the open input ends by itself and keeps what is not read, so that it can wait for slow outputs.</summary>
    public bool IsFinite { get; private set; }

    /// <summary>Whether the input has ended by itself, which input that is not known to be finite may do, too.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The number of threads that have evaluated events.</summary>
    public int Threads => _parallel?.Threads ?? 1;

    /// <summary>The metrics of the source's plugins, each with the name of its plugin.</summary>
    public IEnumerable<(string Plugin, PluginMetric Metric)> Metrics =>
        _main.Plugins.SelectMany(plugin => plugin.Metrics().Select(metric => (plugin.Plugin.Name, metric)));

    /// <summary>The metrics of the plugin that reads the source; empty when the reader is disposed.</summary>
    public IReadOnlyList<PluginMetric> SourceMetrics => _main.SourcePlugin.Metrics();

    /// <summary>Initialises the plugins that a source needs.</summary>
    /// <exception cref="PluginFailedException">One of them fails.</exception>
    public static SourceReader Create(PluginSet plugins, string source, EngineHost host) => new(plugins, source, host);

    /// <summary>Opens the source.</summary>
    /// <exception cref="PluginFailedException">The source cannot be opened.</exception>
    public void Open()
    {
        _main.Open();
        _stream = _main.Stream;
        IsFinite = _stream.IsFinite();
        _mayWait = IsFinite || PipedInput.Is(_source.Configuration.OpenParameters);
        _delivery = IsFinite ? null : DeliveryReporter.Start(_main.SourcePlugin, _host.Time);
        _main.StartEvaluation(_mayWait);
        _lastEvent = _host.Time.GetTimestamp();
        IsOpen = true;
        var input = SensitiveText.Shown(_source.Configuration.OpenParameters, Sensitivity.PluginAddress).ReplaceLineEndings(" and ");
        _host.Log.Write(IsFinite ? LogLevel.Info : LogLevel.Notice, $"Reading event source '{Source}' with plugin '{_source.Plugin.Name}' from {input}");
    }

    /// <summary>Reads the open source until it ends, or the stop is requested and the events that the plugin has already received are read.</summary>
    /// <exception cref="PluginFailedException">The source fails.</exception>
    public void Run(StopRequest stop)
    {
        _stop = stop;
        var threads = _host.Current.Configuration.MaxThreads;
        if (IsFinite && threads > 1 && _main.CanShare)
        {
            RunParallel(stop, threads);
        }
        else
        {
            RunAlone(stop);
        }
    }

    /// <summary>A number that grows as long as there is progress; null while the source waits for its outputs, which have limits of their own.</summary>
    public long? Steps => _waitsForOutputs ? null : _parallel?.Steps ?? _current.Steps;

    /// <summary>Keeps the libraries of the plugins loaded: the thread of this source may never leave their code.</summary>
    public void KeepLibraries()
    {
        foreach (var plugin in _main.Plugins)
        {
            plugin.Plugin.KeepLoaded();
        }
    }

    /// <summary>Requests this source alone to stop. Any thread may call it.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Whether this source or all of them are requested to stop.</summary>
    public bool MustStop(StopRequest stop) => stop.IsRequested || _stopping;

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        FinishDelivery();
        IsOpen = false;
        _main.Dispose();
    }

    private void RunAlone(StopRequest stop)
    {
        for (long? stoppingSince = null; ;)
        {
            // Looked at before the batch is asked for: events that were received before the request are in a batch behind it.
            stoppingSince ??= MustStop(stop) ? BeginToStop() : null;
            if (stoppingSince is null)
            {
                _main.SwitchSnapshot();
            }

            var result = _stream!.NextBatch();
            _current.Step();
            Evaluate(stop);
            AddEvents((long)_current.Number - Events);
            _delivery?.Add(Events, _main.Evaluation.TakeHasAlerts(), _main.Evaluation.Outputs);
            ShowProgress(_stream);
            if (!_main.ShouldContinue(result) || (stoppingSince is { } since && IsDrained(since)))
            {
                HasEnded = stoppingSince is null;
                return;
            }
        }
    }

    private void RunParallel(StopRequest stop, int threads)
    {
        _parallel = new ParallelEvaluation(_main, threads)
        {
            CreateThread = () => SourceThread.Create(_plugins, Source, _host, isQuiet: true),
            MustStop = () => MustStop(stop),
            AddEvents = AddEvents,
            BeforeBatch = ShowProgress,
            Log = _host.Log,
        };
        _parallel.Run($"{Source} events");
        HasEnded = _parallel.HasEnded;
    }

    private void AddEvents(long count)
    {
        Interlocked.Add(ref _events, count);
        if (count > 0)
        {
            Volatile.Write(ref _lastEvent, _host.Time.GetTimestamp());
        }
    }

    // At the end of the run the outputs are waited for in any case.
    private void FinishDelivery()
    {
        _waitsForOutputs = true;
        var start = _host.Time.GetTimestamp();
        _delivery?.Finish(() => _stop is { IsRequested: false } && _host.Time.GetElapsedTime(start) > _drainLimit);
        _waitsForOutputs = false;
    }

    private long BeginToStop()
    {
        _draining = !IsFinite && _main.SourcePlugin.TryDrain();
        return _host.Time.GetTimestamp();
    }

    // Finite input keeps what is not read. The writer of a pipe may never pause.
    private bool IsDrained(long since) => IsFinite
        || (_stream!.Count == 0 && !_draining)
        || _host.Time.GetElapsedTime(since) > (_draining && !_mayWait ? _longDrainLimit : _drainLimit);

    private unsafe void Evaluate(StopRequest stop)
    {
        // Finite input stops within a batch, too: each of its events may wait for a slow output.
        for (var i = 0; i < _stream!.Count && !(IsFinite && MustStop(stop)); i++)
        {
            _main.Evaluation.Evaluate(_stream.Event(i));
        }
    }

    private void ShowProgress(PluginEventStream stream)
    {
        if (!_hasEvents && Events > 0)
        {
            _hasEvents = true;
            _host.Log.Write(IsFinite ? LogLevel.Debug : LogLevel.Notice, $"First events of event source '{Source}' received");
        }

        if (!_host.Progress.IsDue)
        {
            return;
        }

        if (!IsFinite)
        {
            _host.Progress.ShowLive(Events, _host.Statistics.Detected);
        }
        else if (stream.Progress() is { } progress)
        {
            _host.Progress.Show(progress.HundredthsOfPercent, Events, _host.Statistics.Detected);
        }
    }
}
