using System.Text;
using FalcoRules;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Metrics;

/// <summary>
/// Takes a snapshot of the metrics at each interval, as an alert of an internal rule or as a line of a file (Falco's <c>stats_writer.cpp</c>).
/// </summary>
internal sealed class MetricsSnapshots : IDisposable
{
    private static readonly InternalAlert _alert = new("Falco internal: metrics snapshot", "Falco metrics snapshot", Priority.Informational);

    private readonly MetricsConfiguration _configuration;
    private readonly EngineHost _host;
    private readonly SourceRunner _sources;
    private readonly Log _log;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly FileOutput _file;
    private long _sample;
    private (long Events, TimeSpan Duration)? _previous;
    private bool _ended;

    public MetricsSnapshots(MetricsConfiguration configuration, EngineHost host, SourceRunner sources, Log log)
    {
        (_configuration, _host, _sources, _log) = (configuration, host, sources, log);
        _file = new FileOutput(configuration.File, keepAlive: false);
        // The longest period of a timer.
        var interval = TimeSpan.FromMilliseconds(Math.Min(configuration.Interval.TotalMilliseconds, uint.MaxValue - 1));
        _timer = new Timer(_ => Take(), null, interval, interval);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _timer.Dispose();
            _file.Dispose();
        }
    }

    private void Take()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            try
            {
                Write();
            }
            catch (Exception e)
            {
                // An exception on this thread would end the process.
                _log.Error(RunnerMessages.NoSnapshot(e.Message));
            }
        }
    }

    private void Write()
    {
        _sample++;
        var state = new RunState(_host, _sources, _configuration) { Previous = _previous };
        var fields = SnapshotFields.Read(state);
        _previous = (state.Events, state.Duration);
        if (_configuration.ToRule)
        {
            _host.Report(_alert, fields);
        }

        if (_configuration.File.Length > 0)
        {
            var line = FalcoJson.Text(json =>
            {
                json.WriteStartObject();
                InternalAlert.WriteFields(json, fields);
                json.WriteNumber("sample", _sample);
                json.WriteEndObject();
            });
            // Begins a new line where a full disk has left an incomplete one.
            _file.Write([new Alert(Priority.Informational, 0, Encoding.UTF8.GetBytes(line), MayWait: false)]);
        }
    }
}
