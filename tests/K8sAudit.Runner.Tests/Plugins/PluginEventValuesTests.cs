using System.Text;
using FalcoPlugin.Abi;
using FalcoRules.Fields;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed unsafe class PluginEventValuesTests : IDisposable
{
    private readonly NativePlugin _plugin = NativePlugin.Load(SamplePlugin.Library());

    public void Dispose() => _plugin.Dispose();

    public static TheoryData<string, string> Fields() => new()
    {
        { "sample.number", "2" },
        { "sample.text", "n2" },
        { "sample.even", "1" },
        { "sample.time", "1540476554000000000" },
        { "sample.address", "10.0.0.2" },
        { "sample.names", "one two three" },
        { "sample.names[0]", "one" },
        { "sample.names[2]", "three" },
        { "sample.names[3]", "" },
        { "sample.key[a b]", "a b" },
        { "sample.odd", "" },
        { "sample.evtnum", "3" },
        { "sample.source", "sample" },
        { "evt.num", "3" },
        { "evt.time.iso8601", "2018-10-25T14:09:14.000000000+0000" },
        { "evt.rawtime", "1540476554000000000" },
        { "evt.rawtime.s", "1540476554" },
        { "evt.rawtime.ns", "0" },
        { "evt.reltime", "2000000000" },
        { "evt.reltime.s", "2" },
        { "evt.reltime.ns", "0" },
        { "evt.pluginname", "sample" },
        { "evt.plugininfo", "number 2" },
        { "evt.source", "sample" },
        { "evt.is_async", "0" },
        { "evt.asynctype", "" },
        { "evt.hostname", "host" },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_is_read_from_the_plugin_or_known_to_the_host(string reference, string expected)
    {
        using var reader = new Reader(_plugin, reference);
        for (var i = 0; i < 3; i++)
        {
            reader.MoveNext();
        }

        Assert.Equal(expected, reader.Text());
    }

    [Fact]
    public void An_event_whose_fields_are_read_allocates_nothing()
    {
        using var reader = new Reader(_plugin, [.. Fields().Select(row => row.Data.Item1).Where(name => name != "sample.address")]);
        reader.ReadAll(4);

        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.ReadAll(100);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_plugin_that_reads_other_event_types_gives_no_values()
    {
        using var reader = new Reader(_plugin, """{"other_types":true}""", ["sample.number"]);
        reader.MoveNext();

        Assert.Equal("", reader.Text());
    }

    /// <summary>Reads the events of the sample source one by one.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly PluginInstance _instance;
        private readonly PluginEventStream _stream;
        private readonly CurrentEvent _current;
        private readonly PluginEventValues _values;
        private readonly FieldReference[] _references;
        private int _next;

        public Reader(NativePlugin plugin, params string[] references)
            : this(plugin, "", references)
        {
        }

        public Reader(NativePlugin plugin, string config, string[] references)
        {
            var fields = HostFields.All.Select(field => field.ToDefinition())
                .Concat(plugin.Fields.Select(field => field.ToDefinition(plugin)))
                .ToDictionary(field => field.Name);
            _references =
            [
                .. references.Select(text =>
                    text.Split('[') is [var name, var argument]
                        ? new FieldReference(fields[name], argument.TrimEnd(']'))
                        : new FieldReference(fields[text], null)),
            ];
            _instance = Some.Instance(plugin, config);
            _stream = PluginEventStream.Open(_instance, "1000", TimeProvider.System);
            _current = new CurrentEvent("sample", plugin.Name, "host", _instance.Describe);
            _values = new PluginEventValues([.. _references], [_instance], _current);
        }

        public void MoveNext()
        {
            if (_next == _stream.Count)
            {
                _stream.NextBatch();
                _next = 0;
            }

            _values.MoveTo(_stream.Event(_next++));
        }

        public void ReadAll(int events)
        {
            for (var i = 0; i < events; i++)
            {
                MoveNext();
                for (var slot = 0; slot < _references.Length; slot++)
                {
                    _values.Count(slot);
                }
            }
        }

        public string Text() => string.Join(' ', Enumerable.Range(0, _values.Count(0)).Select(Value));

        public void Dispose()
        {
            _values.Dispose();
            _current.Dispose();
            _stream.Dispose();
            _instance.Dispose();
        }

        private string Value(int index) => _references[0].Field.Type switch
        {
            FieldType.String => Encoding.UTF8.GetString(_values.Bytes(0, index)),
            FieldType.IPAddress => new System.Net.IPAddress(_values.Bytes(0, index)).ToString(),
            _ => _values.Number(0, index).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
