using System.Buffers;
using FalcoPlugin.Abi;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Life;
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
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(5);

    private readonly LoadedPlugin _source;
    private readonly List<PluginInstance> _plugins;
    private readonly DetectionContext _context;
    private readonly RuleProgram? _program;
    private readonly CurrentEvent _current;
    private readonly PluginEventValues _values;
    private readonly IAlertFormat _format;
    private readonly bool _finite;
    private PluginEventStream? _stream;
    private readonly List<Rule> _matches = [];
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    private SourceReader(LoadedPlugin source, List<PluginInstance> plugins, DetectionContext context)
    {
        _source = source;
        _plugins = plugins;
        _context = context;
        _program = context.Ruleset.Program(Source);
        _finite = InputKind.IsFinite(source.Configuration.OpenParameters);
        Own = plugins.First(plugin => plugin.Plugin == source.Plugin);
        _current = new CurrentEvent(Own, Source, context.Hostname);
        _values = new PluginEventValues(_program?.Slots ?? [], plugins, _current);
        _format = context.CreateFormat();
    }

    /// <summary>The name of the event source.</summary>
    public string Source => _source.Plugin.EventSource;

    /// <summary>How many events were read.</summary>
    public long Events => (long)_current.Number;

    private PluginInstance Own { get; }

    private Log Log => _context.Log;

    /// <summary>Initialises the plugins that a source needs.</summary>
    /// <exception cref="PluginException">One of them fails.</exception>
    public static SourceReader Create(PluginSet plugins, string source, DetectionContext context)
    {
        var own = plugins.SourcePlugin(source);
        List<PluginInstance> instances = [];
        try
        {
            foreach (var loaded in plugins.Extractors(source).Union([own]))
            {
                instances.Add(PluginInstance.Create(loaded.Plugin, loaded.Configuration.InitConfig, context.Log));
            }

            return new SourceReader(own, instances, context);
        }
        catch
        {
            instances.ForEach(instance => instance.Dispose());
            throw;
        }
    }

    /// <summary>Opens the source.</summary>
    /// <exception cref="PluginException">The source cannot be opened.</exception>
    public void Open()
    {
        _stream = PluginEventStream.Open(Own, _source.Configuration.OpenParameters, _context.Time);
        Log.Write(_finite ? LogLevel.Info : LogLevel.Notice, $"Reading event source '{Source}' with plugin '{Own.Plugin.Name}' from {_source.Configuration.OpenParameters}");
        if (_program is null)
        {
            Log.Warning(Messages.NoRulesForSource(Source));
        }
    }

    /// <summary>Reads the open source until its end, a failure, or the shutdown, and closes it.</summary>
    /// <exception cref="PluginException">The source breaks.</exception>
    public void Run(Shutdown shutdown)
    {
        using var stream = _stream!;
        for (long? stoppingSince = null; ;)
        {
            // Looked at before the batch is asked for: what was taken in before the signal is in a batch behind it.
            stoppingSince ??= shutdown.IsRequested ? _context.Time.GetTimestamp() : null;
            var answer = stream.NextBatch();
            Evaluate(stream);
            ShowProgress(stream);
            if (!GoesOn(answer) || (stoppingSince is { } since && IsDrained(stream, since)))
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        (_format as IDisposable)?.Dispose();
        _values.Dispose();
        _current.Dispose();
        _plugins.ForEach(plugin => plugin.Dispose());
    }

    private bool GoesOn(ReturnCode answer) => answer switch
    {
        ReturnCode.Success or ReturnCode.Timeout => true,
        ReturnCode.EndOfFile => false,
        _ => throw new PluginException(Messages.InPlugin(Own.Plugin.Name, Own.LastError())),
    };

    /// <summary>A file can wait for another run; of live input everything is read that was already taken in.</summary>
    private bool IsDrained(PluginEventStream stream, long since) => _finite || stream.Count == 0 || _context.Time.GetElapsedTime(since) > s_drainLimit;

    private void Evaluate(PluginEventStream stream)
    {
        for (var i = 0; i < stream.Count; i++)
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
