using System.Buffers;
using FalcoPlugin.Abi;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Detection;

/// <summary>
/// Reads one event source to its end: batch by batch, each event against the source's rules, each match to the outputs. It has its own plugin
/// states and runs on one thread; an event that fires no rule allocates nothing.
/// </summary>
internal sealed unsafe class SourceReader : IDisposable
{
    /// <summary>How long what was already taken in may still be read after the end was asked for.</summary>
    private static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(5);

    /// <summary>The same for a plugin that ends its source when that is read to the end.</summary>
    private static readonly TimeSpan _longDrainLimit = TimeSpan.FromSeconds(30);

    private readonly LoadedPlugin _source;
    private readonly List<PluginInstance> _plugins;
    private readonly ContextHolder _live;
    private readonly CurrentEvent _current;
    private readonly bool _finite;
    private DetectionContext _context;
    private RuleProgram? _program;
    private PluginEventValues _values;
    private IAlertFormat _format;
    private volatile bool _stopping;
    private bool _draining;
    private long _events;
    private PluginEventStream? _stream;
    private readonly List<Rule> _matches = [];
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    private SourceReader(LoadedPlugin source, List<PluginInstance> plugins, ContextHolder live)
    {
        _source = source;
        _plugins = plugins;
        _live = live;
        _context = live.Acquire();
        _program = _context.Ruleset.Program(Source);
        _finite = InputKind.IsFinite(source.Configuration.OpenParameters);
        Own = plugins.First(plugin => plugin.Plugin == source.Plugin);
        _current = new CurrentEvent(Own, Source, _context.Hostname);
        _values = new PluginEventValues(_program?.Slots ?? [], plugins, _current);
        _format = _context.CreateFormat();
    }

    /// <summary>The name of the event source.</summary>
    public string Source => _source.Plugin.EventSource;

    /// <summary>How many events were read.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether its input waits for it.</summary>
    public bool IsFinite => _finite;

    /// <summary>The metrics of its plugins, each with its plugin's name.</summary>
    public IEnumerable<(string Plugin, PluginMetric Metric)> Metrics => _plugins.SelectMany(plugin => plugin.Metrics().Select(metric => (plugin.Plugin.Name, metric)));

    private PluginInstance Own { get; }

    private Log Log => _context.Log;

    /// <summary>Initialises the plugins that a source needs.</summary>
    /// <exception cref="PluginFailedException">One of them fails.</exception>
    public static SourceReader Create(PluginSet plugins, string source, ContextHolder live)
    {
        var own = plugins.SourcePlugin(source);
        List<PluginInstance> instances = [];
        try
        {
            foreach (var loaded in plugins.Extractors(source).Union([own]))
            {
                instances.Add(PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, live.Latest.Log));
            }

            return new SourceReader(own, instances, live);
        }
        catch
        {
            instances.ForEach(instance => instance.Dispose());
            throw;
        }
    }

    /// <summary>Opens the source.</summary>
    /// <exception cref="PluginFailedException">The source cannot be opened.</exception>
    public void Open()
    {
        _stream = PluginEventStream.Open(Own, _source.Configuration.OpenParameters, _context.Time);
        IsOpen = true;
        Log.Write(_finite ? LogLevel.Info : LogLevel.Notice, $"Reading event source '{Source}' with plugin '{Own.Plugin.Name}' from {Redaction.OfText(_source.Configuration.OpenParameters)}");
    }

    /// <summary>Reads the open source until its end, a failure, or the shutdown, and closes it.</summary>
    /// <exception cref="PluginFailedException">The source breaks.</exception>
    public void Run(Shutdown shutdown)
    {
        using var stream = _stream!;
        for (long? stoppingSince = null; ;)
        {
            // Looked at before the batch is asked for: what was taken in before the signal is in a batch behind it.
            stoppingSince ??= IsAskedToEnd(shutdown) ? BeginToStop() : null;
            if (stoppingSince is null && !ReferenceEquals(_live.Latest, _context))
            {
                SwitchContext();
            }

            var answer = stream.NextBatch();
            Evaluate(stream, shutdown);
            Volatile.Write(ref _events, (long)_current.Number);
            ShowProgress(stream);
            if (!ShouldContinue(answer) || (stoppingSince is { } since && IsDrained(stream, since)))
            {
                return;
            }
        }
    }

    /// <summary>Asks this source alone to end, as a shutdown asks all of them.</summary>
    public void Stop() => _stopping = true;

    public void Dispose()
    {
        IsOpen = false;
        _stream?.Dispose();
        (_format as IDisposable)?.Dispose();
        _values.Dispose();
        _current.Dispose();
        _plugins.ForEach(plugin => plugin.Dispose());
        _live.Release(_context);
    }

    private bool IsAskedToEnd(Shutdown shutdown) => shutdown.IsRequested || _stopping;

    private long BeginToStop()
    {
        _draining = !_finite && Own.TryDrain();
        return _context.Time.GetTimestamp();
    }

    /// <summary>Between two batches: from the next event on, the newest rules, formats and outputs.</summary>
    private void SwitchContext()
    {
        _context = _live.Renew(_context);
        _program = _context.Ruleset.Program(Source);
        _values.Dispose();
        _values = new PluginEventValues(_program?.Slots ?? [], _plugins, _current);
        (_format as IDisposable)?.Dispose();
        _format = _context.CreateFormat();
    }

    private bool ShouldContinue(ReturnCode answer) => answer switch
    {
        ReturnCode.Success or ReturnCode.Timeout => true,
        ReturnCode.EndOfFile => false,
        _ => throw new PluginFailedException(RunnerMessages.InPlugin(Own.Plugin.Name, Own.LastError())),
    };

    /// <summary>A file can wait for another run; of live input everything is read that was already taken in.</summary>
    private bool IsDrained(PluginEventStream stream, long since) => _finite
        || (stream.Count == 0 && !_draining)
        || _context.Time.GetElapsedTime(since) > (_draining ? _longDrainLimit : _drainLimit);

    private void Evaluate(PluginEventStream stream, Shutdown shutdown)
    {
        // A file ends within a batch, too: each of its events may wait for a slow output.
        for (var i = 0; i < stream.Count && !(_finite && IsAskedToEnd(shutdown)); i++)
        {
            _values.MoveTo(stream.Event(i));
            _program?.Match(_values, _context.Matching, _matches);
            if (_matches.Count > 0)
            {
                Report();
                _matches.Clear();
            }
        }
    }

    private void Report()
    {
        foreach (var rule in _matches)
        {
            _line.ResetWrittenCount();
            _format.Write(rule, _values, _current, _line);
            _context.Statistics.Count(rule);
            _context.Outputs.Write(new Alert(rule.Priority, _current.Timestamp, _line.WrittenSpan.ToArray(), _finite));
        }
    }

    private void ShowProgress(PluginEventStream stream)
    {
        if (_finite && _context.Progress.IsDue && stream.Progress() is { } progress)
        {
            _context.Progress.Show(progress.HundredthsOfPercent, Events, _context.Statistics.Detected);
        }
    }
}
