using System.Diagnostics;
using FalcoRules;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Detection;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Hot reload: on SIGHUP, and when a watched file changes, everything is read and compiled beside what is in use, and takes its place between two
/// events. What cannot be used is reported, and everything stays as it is.
/// </summary>
internal sealed class Reloader : IDisposable
{
    private const string FailureRule = "Falco internal: hot restart failure";

    private readonly RunOptions _options;
    private readonly Detector _detector;
    private readonly ContextHolder _live;
    private readonly OutputFactory _factory;
    private readonly Log _log;
    private readonly Lock _lock = new();
    private readonly DeferredSignal _hangUp;
    private RunPlan _setup;
    private FileWatch? _watch;
    private bool _ended;

    public Reloader(RunOptions options, RunPlan setup, Detector detector, ContextHolder live, OutputFactory factory, DeferredSignal hangUp, Log log)
    {
        (_options, _setup, _detector, _live, _factory, _hangUp, _log) = (options, setup, detector, live, factory, hangUp, log);
        Watch(setup.Content);
    }

    /// <summary>Called with what counts from now on.</summary>
    public event Action<RunPlan> Reloaded = _ => { };

    /// <summary>Listens to SIGHUP from now on.</summary>
    public void Start() => _hangUp.Attach(() => Reload("SIGHUP received"));

    /// <summary>No reload begins any more; one that is under way comes to its end.</summary>
    public void Dispose()
    {
        _hangUp.Attach(null);
        lock (_lock)
        {
            _ended = true;
            _watch?.Dispose();
        }
    }

    private void Reload(string reason)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _log.Info($"{reason}, reloading...");
            var content = FileWatch.Content(_setup.Watched);
            var logged = _log.Settings;
            var start = Stopwatch.GetTimestamp();
            try
            {
                Apply(_setup.Reload(_options, _log));
                content = _setup.Content;
                _log.Notice($"Reloaded in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms: {_setup.Ruleset.Rules.Count(rule => rule.Enabled)} rules");
            }
            catch (Exception e)
            {
                // Whatever it is: what is in use goes on, and an exception on this thread would end the process.
                _log.Settings = logged;
                _log.Error(RunnerMessages.NotReloaded(e.Message));
                TellInAlert(e.Message);
            }

            Watch(content);
        }
    }

    /// <summary>Whoever sees the alerts alone must learn that the new rules do not count.</summary>
    private void TellInAlert(string reason)
    {
        var context = _live.Latest;
        var alert = new InternalAlert(FailureRule, $"{FailureRule}: {reason}", Priority.Critical);
        context.Outputs.Write(alert.At(context.Time.GetUtcNow(), context.Configuration.JsonOutput, context.Hostname, []));
    }

    private void Apply(RunPlan setup)
    {
        var old = _live.Latest;
        var outputs = AlertOutputs.Open(setup.Configuration, _factory, _log, old.Outputs);
        var next = old with { Configuration = setup.Configuration, Ruleset = setup.Ruleset, Outputs = outputs, RulesFiles = setup.RulesFiles, ConfigurationFiles = setup.ConfigurationFiles, Since = old.Time.GetUtcNow() };
        old.Statistics.Use(setup.Ruleset);
        _setup = setup;
        _detector.Change(setup.Plugins, setup.Sources, () => _live.Publish(next, () => old.Outputs.DisposeUnlessIn(next.Outputs)));
        Reloaded(setup);
    }

    /// <summary>Watches the files that count now. A finite input is read with the rules that it began with.</summary>
    private void Watch(string content)
    {
        _watch?.Dispose();
        _watch = _setup.Configuration.WatchFiles && _detector.Readers.Any(reader => !reader.IsFinite)
            ? new FileWatch(_setup.Watched, content, () => Reload("A configuration, rules or certificate file has changed"), _log)
            : null;
    }
}
