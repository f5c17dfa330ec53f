using System.Diagnostics;
using FalcoRules;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// Reloads on SIGHUP and when a watched file changes: everything is read and compiled while the old version is in use, and replaces it between two batches
/// of events. A change that cannot be used is reported, and everything stays as it is.
/// </summary>
internal sealed class Reloader : IDisposable
{
    private const string FailureRule = "Falco internal: hot restart failure";

    private readonly RunOptions _options;
    private readonly SourceRunner _sources;
    private readonly EngineHost _host;
    private readonly OutputFactory _outputs;
    private readonly Log _log;
    private readonly Lock _lock = new();
    private readonly DeferredSignal _sigHup;
    private RunPlan _plan;
    private FileWatch? _watch;
    private bool _isDisposed;

    public Reloader(RunOptions options, RunPlan plan, SourceRunner sources, EngineHost host, OutputFactory outputs, DeferredSignal sigHup)
    {
        (_options, _plan, _sources, _host, _outputs, _sigHup, _log) = (options, plan, sources, host, outputs, sigHup, host.Log);
        Watch(plan.Fingerprint);
    }

    /// <summary>Called after a reload with the plan that is in use now.</summary>
    public event Action<RunPlan> Reloaded = _ => { };

    /// <summary>Starts to handle SIGHUP.</summary>
    public void Start() => _sigHup.Attach(() => Reload("SIGHUP received"));

    /// <summary>Waits for a reload that is in progress; no other one begins.</summary>
    public void Dispose()
    {
        _sigHup.Attach(null);
        lock (_lock)
        {
            _isDisposed = true;
            _watch?.Dispose();
        }
    }

    private void Reload(string reason)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _log.Info($"{reason}, reloading...");
            var fingerprint = FileFingerprint.Of(_plan.Watched.SelectMany(path => path.Files));
            var logged = _log.Settings;
            var start = Stopwatch.GetTimestamp();
            try
            {
                Apply(_plan.Reload(_options, _log));
                fingerprint = _plan.Fingerprint;
                _log.Notice($"Reloaded in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms: {_plan.Ruleset.Rules.Count(rule => rule.Enabled)} rules");
            }
            catch (Exception e)
            {
                // Whatever the exception is: what is in use stays, and on this thread an exception would end the process.
                _log.Settings = logged;
                _log.Error(RunnerMessages.ReloadFailed(e.Message));
                ReportInAlert(e.Message);
            }

            Watch(fingerprint);
        }
    }

    // For those who see alerts only.
    private void ReportInAlert(string reason) => _host.Report(new InternalAlert(FailureRule, $"{FailureRule}: {reason}", Priority.Critical), []);

    private void Apply(RunPlan plan)
    {
        var previous = _host.Current;
        var next = new EngineSnapshot
        {
            Configuration = plan.Configuration,
            Ruleset = plan.Ruleset,
            Outputs = AlertOutputs.Open(plan.Configuration, _outputs, previous.Outputs),
            RulesFiles = plan.RulesFiles,
            ConfigurationFiles = plan.ConfigurationFiles,
            Created = _host.Time.GetUtcNow(),
        };
        _plan = plan;
        _sources.Change(plan.Plugins, plan.Sources, () => _host.Publish(next, () => previous.Outputs.DisposeUnlessIn(next.Outputs)));
        Reloaded(plan);
    }

    // Finite input is read with the rules that it began with.
    private void Watch(string fingerprint)
    {
        _watch?.Dispose();
        _watch = _plan.Configuration.WatchFiles && _sources.Readers.Any(reader => !reader.IsFinite)
            ? new FileWatch(_plan.Watched, fingerprint, () => Reload("A configuration, rules or certificate file has changed"))
            : null;
    }
}
