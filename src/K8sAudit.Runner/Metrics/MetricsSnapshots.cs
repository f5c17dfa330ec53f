using System.Globalization;
using FalcoRules;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Files;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Metrics;

/// <summary>Takes a snapshot of the metrics every interval, as an alert of an internal rule or as a line of a file (Falco's <c>stats_writer.cpp</c>).</summary>
internal sealed class MetricsSnapshots : IDisposable
{
    private static readonly InternalAlert _alert = new("Falco internal: metrics snapshot", "Falco metrics snapshot", Priority.Informational);

    /// <summary>What JSON, which knows only finite numbers, has for the others.</summary>
    private const string NoNumber = "null";

    private readonly MetricsConfiguration _configuration;
    private readonly MetricsCollector _collector;
    private readonly EngineHost _host;
    private readonly Log _log;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private long _sample;
    private long _lastEvents;
    private TimeSpan _lastDuration;
    private bool _ended;

    public MetricsSnapshots(MetricsConfiguration configuration, MetricsCollector collector, EngineHost host, Log log)
    {
        (_configuration, _collector, _host, _log) = (configuration, collector, host, log);
        var interval = TimeSpan.FromMilliseconds(Math.Min(configuration.Interval.TotalMilliseconds, uint.MaxValue - 1));
        _timer = new Timer(_ => Take(), null, interval, interval);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _timer.Dispose();
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
                Write(_host.Current, TimeProvider.System.GetUtcNow());
            }
            catch (Exception e)
            {
                // Whatever it is: an exception on this thread would end the process.
                _log.Error(RunnerMessages.NoSnapshot(e.Message));
            }
        }
    }

    private void Write(EngineSnapshot snapshot, DateTimeOffset now)
    {
        _sample++;
        var fields = Fields(snapshot, Timestamp.Of(now));
        if (_configuration.ToRule)
        {
            _host.Report(_alert, fields);
        }

        if (_configuration.File.Length > 0)
        {
            File.AppendAllText(_configuration.File, FalcoJson.Text(json =>
            {
                json.WriteStartObject();
                InternalAlert.WriteFields(json, fields);
                json.WriteNumber("sample", _sample);
                json.WriteEndObject();
            }) + "\n");
        }
    }

    /// <summary>The snapshot in the order of names, each value as JSON.</summary>
    private SortedDictionary<string, string> Fields(EngineSnapshot snapshot, long now)
    {
        var events = _collector.Events;
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["evt.hostname"] = Quoted(_host.Hostname),
            ["evt.source"] = Quoted(string.Join(",", snapshot.Ruleset.Programs.Select(program => program.Source))),
            ["evt.time"] = Number(now),
            ["falco.host_boot_ts"] = Number(HostInfo.BootTime),
            ["falco.kernel_release"] = Quoted(HostInfo.Release),
            ["falco.duration_sec"] = Number((long)_collector.Duration.TotalSeconds),
            ["falco.host_num_cpus"] = Number(Environment.ProcessorCount),
            ["falco.num_evts"] = Number(events),
            ["falco.num_evts_prev"] = Number(_lastEvents),
            ["falco.outputs_queue_num_drops"] = Number(_host.Deliveries.Dropped),
            ["falco.reload_ts"] = Number(Timestamp.Of(snapshot.Created)),
            ["falco.start_ts"] = Number(_collector.Start),
            ["falco.version"] = Quoted(VersionInfo.Program),
            ["scap.engine_name"] = Quoted("source_plugin"),
        };
        AddRate(fields, events);
        AddFiles(fields, "falco.sha256_rules_file.", snapshot.RulesFiles);
        AddFiles(fields, "falco.sha256_config_file.", snapshot.ConfigurationFiles);
        AddNetwork(fields);
        AddRules(fields, snapshot);
        AddMeasurements(fields);
        return fields;
    }

    private void AddRate(SortedDictionary<string, string> fields, long events)
    {
        var duration = _collector.Duration;
        if (_lastEvents != 0)
        {
            fields["falco.evts_rate_sec"] = Number((events - _lastEvents) / (duration - _lastDuration).TotalSeconds);
        }

        (_lastEvents, _lastDuration) = (events, duration);
    }

    private static void AddFiles(SortedDictionary<string, string> fields, string prefix, IEnumerable<LoadedFile> files)
    {
        foreach (var file in files)
        {
            fields[prefix + Sanitized(file.Name)] = Quoted(file.Sha256);
        }
    }

    private static void AddNetwork(SortedDictionary<string, string> fields)
    {
        foreach (var (name, protocol, addresses) in NetworkAddresses.Read())
        {
            fields[$"falco.host_netinfo.interfaces.{name}.protocols.{protocol}.addresses"] = Quoted(addresses);
        }
    }

    private void AddRules(SortedDictionary<string, string> fields, EngineSnapshot snapshot)
    {
        if (!_configuration.Rules)
        {
            return;
        }

        fields["falco.rules.matches_total"] = Number(_host.Statistics.Detected);
        foreach (var rule in snapshot.Ruleset.Rules.Where(rule => _configuration.EmptyValues || _host.Statistics.Of(rule.Name) > 0))
        {
            fields[$"falco.rules.{Sanitized(rule.Name)}"] = Number(_host.Statistics.Of(rule.Name));
        }
    }

    private void AddMeasurements(SortedDictionary<string, string> fields)
    {
        foreach (var measurement in _collector.Collect(_configuration with { Rules = false }).Where(one => one.Subsystem == "plugins" || one.Unit is MetricUnit.Bytes or MetricUnit.Ratio))
        {
            var (name, value) = Converted(measurement);
            if (_configuration.EmptyValues || value != "0")
            {
                fields[$"{measurement.Subsystem}.{name}"] = value;
            }
        }
    }

    private (string Name, string Value) Converted(Measurement measurement) => measurement.Unit switch
    {
        MetricUnit.Ratio => ($"{measurement.Name}_perc", Number(100 * double.Parse(measurement.Value, CultureInfo.InvariantCulture))),
        MetricUnit.Bytes when _configuration.MemoryInMegabytes => ($"{measurement.Name}_mb", Number(double.Parse(measurement.Value, CultureInfo.InvariantCulture) / 1024 / 1024)),
        MetricUnit.Bytes => ($"{measurement.Name}_kb", Number(long.Parse(measurement.Value, CultureInfo.InvariantCulture) / 1024)),
        _ => (measurement.Name, double.IsFinite(double.Parse(measurement.Value, CultureInfo.InvariantCulture)) ? measurement.Value : NoNumber),
    };

    private static string Quoted(string text) => $"\"{FalcoJsonEncoder.Instance.Encode(text)}\"";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("F1", CultureInfo.InvariantCulture) : NoNumber;

    /// <summary>Falco's names for rules and files in metrics: letters, digits, underscores and colons, no runs of underscores, none at the ends.</summary>
    private static string Sanitized(string name) => string.Join('_', string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_')).Split('_', StringSplitOptions.RemoveEmptyEntries));
}
