using System.Text.Json;
using FalcoRules;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Terminal;

/// <summary>The closing summary as one JSON object on a line.</summary>
internal static class SummaryJson
{
    public static void Write(Statistics statistics, RunSummary summary, IReadOnlyList<SourceRun> runs, TextWriter output) => FalcoJson.WriteLine(output, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("sources");
        foreach (var run in runs)
        {
            json.WriteStartObject();
            json.WriteString("source", run.Source);
            json.WriteNumber("events", run.Events);
            json.WriteNumber("seconds", Math.Round(run.Elapsed.TotalSeconds, 3));
            json.WriteString("error", run.Error);
            Write(run.Input, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("alerts", statistics.Detected);
        json.WriteStartObject("priorities");
        foreach (var priority in Enum.GetValues<Priority>().Where(priority => statistics.Of(priority) > 0))
        {
            json.WriteNumber(Priorities.Names[(int)priority], statistics.Of(priority));
        }

        json.WriteEndObject();
        Write("rules", statistics.ByRule, json);
        Write("users", summary.Identities, json);
        Write("namespaces", summary.Namespaces, json);
        Write("addresses", summary.Addresses, json);
        json.WriteEndObject();
    });

    private static void Write(InputCounts? input, Utf8JsonWriter json)
    {
        if (input is null)
        {
            return;
        }

        json.WriteStartObject("input");
        foreach (var (counter, count) in input.Counts)
        {
            json.WriteNumber(counter.Key, count);
        }

        json.WriteNumber("rejected_events", input.RejectedTotal);
        json.WriteStartObject("rejected_by_reason");
        foreach (var (reason, count) in input.Rejected)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(string name, IReadOnlyList<(string Name, long Count)> counts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var (counted, count) in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", counted);
            json.WriteNumber("alerts", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
