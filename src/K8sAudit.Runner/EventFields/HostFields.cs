using System.Text;
using FalcoRules.Fields;

namespace K8sAudit.Runner.EventFields;

/// <summary>The fields of every event, whatever plugin it comes from: libsinsp's class "evt" (<c>sinsp_filtercheck_gen_event.cpp</c>).</summary>
internal static class HostFields
{
    /// <summary>The name of the class.</summary>
    public const string Provider = "evt";

    private const string RawTime = "evt.rawtime";

    private const ulong Second = 1_000_000_000;

    public static IReadOnlyList<HostField> All { get; } =
    [
        Number("evt.num", FieldType.UInt64, "The event's number in this run, from 1.", e => e.Number),
        Time("evt.time", "The event's time of day in the local time zone, with nanoseconds.", e => TimeText.Local(e.Timestamp, e.Scratch, date: false, nanoseconds: true)),
        Time("evt.time.s", "The event's time of day in the local time zone, in whole seconds.", e => TimeText.Local(e.Timestamp, e.Scratch, date: false, nanoseconds: false)),
        Time("evt.time.iso8601", "The event's time in ISO 8601, in UTC, with nanoseconds and offset.", e => TimeText.Iso8601(e.Timestamp, e.Scratch)),
        Time("evt.datetime", "The event's date and time in the local time zone, with nanoseconds.", e => TimeText.Local(e.Timestamp, e.Scratch, date: true, nanoseconds: true)),
        Time("evt.datetime.s", "The event's date and time in the local time zone, in whole seconds.", e => TimeText.Local(e.Timestamp, e.Scratch, date: true, nanoseconds: false)),
        Number(RawTime, FieldType.AbsTime, "The event's time in nanoseconds since the Unix epoch.", e => e.Timestamp),
        Number("evt.rawtime.s", FieldType.AbsTime, "The whole seconds of evt.rawtime.", e => e.Timestamp / Second),
        Number("evt.rawtime.ns", FieldType.AbsTime, "The nanoseconds of evt.rawtime behind the whole seconds.", e => e.Timestamp % Second, digits: 9),
        Number("evt.reltime", FieldType.RelTime, "Nanoseconds since the first event of this run.", e => e.Timestamp - e.FirstTimestamp, digits: 9),
        Number("evt.reltime.s", FieldType.RelTime, "The whole seconds of evt.reltime.", e => (e.Timestamp - e.FirstTimestamp) / Second),
        Number("evt.reltime.ns", FieldType.RelTime, "The nanoseconds of evt.reltime behind the whole seconds.", e => (e.Timestamp - e.FirstTimestamp) % Second, digits: 9),
        Text("evt.pluginname", "The name of the plugin that the event comes from.", e => e.PluginName),
        Text("evt.plugininfo", "The event in its plugin's own words.", e => e.Description()),
        Text("evt.source", "The name of the event's source.", e => e.Source),
        Number("evt.is_async", FieldType.Bool, "Whether the event is asynchronous; events of plugin sources are not.", _ => 0),
        Text("evt.asynctype", "The kind of an asynchronous event; no value for events of plugin sources.", _ => default),
        Text("evt.hostname", "The name of the machine that the program runs on; the environment variable FALCO_HOSTNAME overrides it.", e => e.Hostname),
    ];

    /// <summary>The fields that the configuration gives every event: <c>static.name</c>, suggested for outputs in the order of their names (<c>sinsp_filtercheck_static.cpp</c>).</summary>
    public static IEnumerable<HostField> Static(IEnumerable<KeyValuePair<string, string>> fields) => fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field =>
    {
        var value = Encoding.UTF8.GetBytes(field.Value);
        return Text($"static.{field.Key}", "A value of the configuration's static_fields.", _ => value) with { AddOutput = true };
    });

    private static HostField Number(string name, FieldType type, string description, Func<CurrentEvent, ulong> read, int digits = 1) => new(name, type, description) { Number = read, MinimumDigits = digits };

    private static HostField Text(string name, string description, TextOfEvent read) => new(name, FieldType.String, description) { Text = read };

    private static HostField Time(string name, string description, TextOfEvent read) => new(name, FieldType.String, description) { Text = read, JsonField = RawTime };
}
