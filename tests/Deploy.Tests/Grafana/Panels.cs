using FalcoPlugin.Abi;
using K8sAudit.Plugin.Metrics;
using static Deploy.Tests.Prometheus.MetricNames;

namespace Deploy.Tests.Grafana;

/// <summary>The table of the panels. A metric that is not in the tables of the code is an error here.</summary>
internal static class Panels
{
    private const string Rate = "$__rate_interval";
    private const string Range = "$__range";
    private const string Selector = "{job=~\"$job\", instance=~\"$instance\"}";

    private static readonly PanelGroup[] _chosen =
    [
        new(
            "Overview",
            Stat("Alerts", "short", "Alerts of all rules in the selected time.", $"sum(increase({Runner("rules_matches")}{Selector}[{Range}])) or vector(0)"),
            Stat("Events per second", "short", "Audit events received. Zero for minutes: the API server does not send.", RateOf(Plugin("events_received"))),
            Stat("Since the last event", "s", "Of the instance that received one last.", $"min({Runner("seconds_since_last_event")}{Selector})"),
            Stat("Event delay", "ms", "Age of the newest event when it was passed on. It contains the batch interval of the API server.",
                Max(Plugin("event_delay"))),
            Stat("Alerts not delivered", "short", "Alerts that outputs failed to deliver or dropped in the selected time.", NotDelivered()),
            Stat("Queue", "bytes", "Events that wait to be evaluated. The limit is maxBufferedBytes, 64 MiB by default.", Max(Plugin("bytes_queued"))),
            Stat("Certificate expires in", "s", "Time until the webhook's certificate expires.",
                $"min({Plugin("certificate_expiry")}{Selector} > 0) - time() or vector(0)")),
        new(
            "Alerts",
            Series("Alerts by priority", "cps", "The rate of alerts.",
                new Query($"sum by (priority) (rate({Runner("rules_matches")}{Selector}[{Rate}]))", "{{priority}}")),
            new(
                "Most frequent rules",
                "bargauge",
                "short",
                "Alerts in the selected time. A rule that reports normal operation needs an exception.",
                new Query($"topk(15, sum by (rule_name) (increase({Runner("rules_matches")}{Selector}[{Range}])))", "{{rule_name}}"))),
        new(
            "Events",
            Series("Events", "cps", "What became of the events that arrived.",
                [.. Rates("events_accepted", "events_duplicate", "events_handed_over", "events_truncated")]),
            Series("Events rejected", "cps", "Elements that are not audit events, by reason. The log names them.", [.. Rates([.. Rejections()])]),
            Series("Data received", "Bps", "Bytes of bodies and lines.", [.. Rates("bytes_received")]),
            Series("Batches", "reqps", "Bodies of webhook requests, and lines of files.", [.. Rates("batches_received")])),
        new(
            "Webhook and queue",
            Series(
                "Requests refused",
                "reqps",
                "429 because the queue is full: evaluation is too slow. Otherwise a client that sends something else, or without credentials.",
                [.. Rates("requests_refused_queue_full", "requests_refused_bad", "clients_refused")]),
            Series("Events queued", "short", "Acknowledged events that wait to be evaluated.", Each("events_queued")),
            Series("Bytes queued", "bytes", "Their size. At maxBufferedBytes, requests are refused with 429.", Each("bytes_queued")),
            Series("Event delay", "ms", "Age of the newest event when it was passed on.", Each("event_delay"))),
        new(
            "Outputs",
            Series("Alerts that an output could not deliver", "cps", "They are lost for that output. The log says why.",
                new Query($"sum by (output) (rate({Runner("outputs_num_failures")}{Selector}[{Rate}]))", "{{output}}")),
            Series("Outputs that do not work", "short", "1 for an output whose last check or delivery failed. /readyz says why.",
                new Query($"max by (output) ({Runner("outputs_failing")}{Selector})", "{{output}}")),
            Series("Alerts dropped", "cps", "The queue of an output was full (outputs_queue.capacity).",
                new Query(RateOf(Runner("outputs_queue_num_drops")), "dropped"))),
        new(
            "Process",
            Series("Processor", "percentunit", "CPU time of the process as a ratio of its run time.",
                new Query($"{Runner("cpu_usage")}{Selector}", "{{instance}}")),
            Series("Memory", "bytes", "Resident set. Bounded by 64 MB + 3 × maxBufferedBytes.",
                new Query($"{Runner("memory_rss")}{Selector}", "{{instance}}")),
            Series("Time since rules were loaded", "s", "Falls to zero at a reload.",
                new Query($"time() - {Runner("reload_ts")}{Selector} / 1e9", "{{instance}}")),
            Series("Versions", "short", "Instances of each version.", new Query($"count by (version) ({Runner("version")}{Selector})", "{{version}}"))),
        new(
            "API server",
            Series("Audit events of the API server", "cps", "Needs a scrape of the API server.",
                new Query($"sum by (instance) (rate(apiserver_audit_event_total[{Rate}]))", "{{instance}}")),
            Series("Audit events that the API server lost", "cps", "By backend: buffered is a full buffer, webhook a batch given up, log a failed write.",
                new Query($"sum by (instance, plugin) (rate(apiserver_audit_error_total[{Rate}]))", "{{instance}} {{plugin}}"))),
    ];

    /// <summary>All groups: the chosen ones, and a panel of the counters of the plugin that no other panel shows.</summary>
    public static IReadOnlyList<PanelGroup> Groups { get; } =
        [.. _chosen, new("Others", Series("Other counters", "cps", "Counters of the plugin that no other panel shows.", [.. Rates([.. Others()])]))];

    private static IEnumerable<string> Others()
    {
        var shown = _chosen.SelectMany(group => group.Panels).SelectMany(panel => panel.Queries).SelectMany(query => In(query.Expression)).ToHashSet();
        return SourceMetrics.All.Where(metric => metric.Kind == MetricKind.Monotonic && !shown.Contains(Plugin(metric.Name))).Select(metric => metric.Name);
    }

    private static Panel Stat(string title, string unit, string description, string expression) =>
        new(title, "stat", unit, description, new Query(expression, ""));

    private static Panel Series(string title, string unit, string description, params Query[] queries) => new(title, "timeseries", unit, description, queries);

    private static string Max(string name) => $"max({name}{Selector})";

    private static string RateOf(string name) => $"sum(rate({name}{Selector}[{Rate}]))";

    private static string NotDelivered() =>
        $"sum(increase({Runner("outputs_num_failures")}{Selector}[{Range}])) + sum(increase({Runner("outputs_queue_num_drops")}{Selector}[{Range}]))";

    private static IEnumerable<Query> Rates(params string[] names) => names.Select(name => new Query(RateOf(Plugin(name)), name));

    private static Query Each(string name) => new($"{Plugin(name)}{Selector}", "{{instance}}");

    private static IEnumerable<string> Rejections() =>
        SourceMetrics.All.Select(metric => metric.Name).Where(name => name.StartsWith("events_rejected_", StringComparison.Ordinal));
}
