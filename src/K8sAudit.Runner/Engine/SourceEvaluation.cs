using FalcoRules;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>Evaluates the events of one source with the rules of one snapshot, and passes matches through the chain. One thread uses it.</summary>
internal sealed unsafe class SourceEvaluation : IDisposable
{
    private readonly EngineHost _host;
    private readonly EngineSnapshot _snapshot;
    private readonly CurrentEvent _current;
    private readonly RuleProgram? _program;
    private readonly PluginEventValues _values;
    private readonly IAlertFormat _format;
    private readonly IMatchSink _sink;
    private readonly List<Rule> _matches = [];
    private bool _hasAlerts;
    private bool _isDisposed;

    private SourceEvaluation(EngineHost host, EngineSnapshot snapshot, IReadOnlyList<PluginInstance> plugins, CurrentEvent current, string source, bool mayWait)
    {
        (_host, _snapshot, _current) = (host, snapshot, current);
        _program = snapshot.Ruleset.Program(source);
        _format = snapshot.CreateFormat();
        _sink = MatchChain.Create(host, snapshot, _format, host.Presentation?.CreateFormat(), mayWait);
        _values = new PluginEventValues(_program?.Slots ?? [], plugins, current);
    }

    /// <summary>Whether a reload has published a newer snapshot.</summary>
    public bool IsSuperseded => !ReferenceEquals(_host.Current, _snapshot);

    /// <summary>The outputs that get the alerts.</summary>
    public AlertOutputs Outputs => _snapshot.Outputs;

    /// <summary>Starts to use the current snapshot. Nothing is held where it fails.</summary>
    public static SourceEvaluation Start(EngineHost host, IReadOnlyList<PluginInstance> plugins, CurrentEvent current, string source, bool mayWait)
    {
        var snapshot = host.Acquire();
        try
        {
            return new SourceEvaluation(host, snapshot, plugins, current, source, mayWait);
        }
        catch
        {
            host.Release(snapshot);
            throw;
        }
    }

    /// <summary>Evaluates one event and passes its matches on; allocates nothing where no rule fires.</summary>
    public void Evaluate(byte* source)
    {
        foreach (var rule in Find(source))
        {
            PassOn(rule);
        }
    }

    /// <summary>Makes an event the current one and finds the rules that match it; the list is valid until the next call.</summary>
    public List<Rule> Find(byte* source)
    {
        _matches.Clear();
        MoveTo(source);
        _program?.Match(_values, _snapshot.Configuration.RuleMatching, _matches);
        return _matches;
    }

    /// <summary>Makes an event the current one.</summary>
    public void MoveTo(byte* source) => _values.MoveTo(source);

    /// <summary>Passes on that a rule matches the current event.</summary>
    public void PassOn(Rule rule)
    {
        _current.Step();
        _sink.Accept(new Match(rule, _values, _current));
        _hasAlerts = true;
    }

    /// <summary>Whether a rule has fired since the last call.</summary>
    public bool TakeHasAlerts()
    {
        var hasAlerts = _hasAlerts;
        _hasAlerts = false;
        return hasAlerts;
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            (_format as IDisposable)?.Dispose();
            _values.Dispose();
            _host.Release(_snapshot);
        }
    }
}
