using System.Text;
using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace K8sAudit.Runner.EventFields;

/// <summary>The fields that events of every plugin have: libsinsp's class "evt" (<c>sinsp_filtercheck_gen_event.cpp</c>).</summary>
internal static class HostFields
{
    /// <summary>The name of the class.</summary>
    public const string Provider = "evt";

    private const string RawTime = "evt.rawtime";

    private const ulong Second = 1_000_000_000;

    public static IReadOnlyList<HostField> All { get; } =
    [
        Number("evt.num", FieldType.UInt64, "The event's number in this run, from 1.", e => e.Number),
        Time("evt.time", "The event's time of day in the local time zone, with nanoseconds.", e => Local(e, date: false, nanoseconds: true)),
        Time("evt.time.s", "The event's time of day in the local time zone, in whole seconds.", e => Local(e, date: false, nanoseconds: false)),
        Time("evt.time.iso8601", "The event's time in ISO 8601, in UTC, with nanoseconds and offset.", e => TimeText.Iso8601(e.Timestamp, e.Scratch)),
        Time("evt.datetime", "The event's date and time in the local time zone, with nanoseconds.", e => Local(e, date: true, nanoseconds: true)),
        Time("evt.datetime.s", "The event's date and time in the local time zone, in whole seconds.", e => Local(e, date: true, nanoseconds: false)),
        Number(RawTime, FieldType.AbsTime, "The event's time in nanoseconds since the Unix epoch.", e => e.Timestamp),
        Number("evt.rawtime.s", FieldType.AbsTime, "The whole seconds of evt.rawtime.", e => e.Timestamp / Second),
        Number("evt.rawtime.ns", FieldType.AbsTime, "The nanoseconds of evt.rawtime within the second.", e => e.Timestamp % Second, digits: 9),
        Number("evt.reltime", FieldType.RelTime, "Nanoseconds since the first event of this run.", e => Elapsed(e), digits: 9),
        Number("evt.reltime.s", FieldType.RelTime, "The whole seconds of evt.reltime.", e => Elapsed(e) / Second),
        Number("evt.reltime.ns", FieldType.RelTime, "The nanoseconds of evt.reltime within the second.", e => Elapsed(e) % Second, digits: 9),
        Text("evt.pluginname", "The name of the plugin that produced the event.", e => e.PluginName),
        Text("evt.plugininfo", "The event as its plugin describes it.", e => e.Description()),
        Text("evt.source", "The name of the event source.", e => e.Source),
        Number("evt.is_async", FieldType.Bool, "Whether the event is asynchronous; events of plugin sources are not.", _ => 0),
        Text("evt.asynctype", "The type of an asynchronous event; no value for events of plugin sources.", _ => default),
        Text("evt.hostname", "The host name of the machine, or the value of the environment variable FALCO_HOSTNAME.", e => e.Hostname),
    ];

    /// <summary>
    /// The fields <c>static.name</c> of the configuration, which are suggested for outputs in the order of their names (<c>sinsp_filtercheck_static.cpp</c>).
    /// </summary>
    public static IEnumerable<HostField> Static(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(Static);

    private static HostField Static(KeyValuePair<string, string> field)
    {
        var value = Encoding.UTF8.GetBytes(field.Value);
        return Text($"static.{field.Key}", "A value of static_fields in the configuration.", _ => value) with { AddOutput = true };
    }

    private static ReadOnlySpan<byte> Local(CurrentEvent current, bool date, bool nanoseconds) =>
        TimeText.Local(current.Timestamp, current.Scratch, date, nanoseconds);

    private static ulong Elapsed(CurrentEvent current) => current.Timestamp - current.FirstTimestamp;

    private static HostField Number(string name, FieldType type, string description, Func<CurrentEvent, ulong> read, int digits = 1) =>
        new(name, type, description) { Number = read, MinimumDigits = digits };

    private static HostField Text(string name, string description, ReadText read) => new(name, FieldType.String, description) { Text = read };

    private static HostField Time(string name, string description, ReadText read) =>
        new(name, FieldType.String, description) { Text = read, JsonField = RawTime };
}
