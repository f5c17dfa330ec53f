using FalcoPlugin.Abi;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed class NativePluginTests
{
    [Fact]
    public void A_plugin_returns_its_name_and_its_capabilities()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());

        Assert.Equal(("sample", "1.2.3", "A sample source for tests", "the tests"), (plugin.Name, plugin.Version, plugin.Description, plugin.Contact));
        Assert.Equal(PluginCapabilities.Sourcing | PluginCapabilities.Extraction, plugin.Capabilities);
        Assert.Equal((999u, "sample"), (plugin.Id, plugin.EventSource));
        Assert.True(plugin.IsSource);
        Assert.Equal(["sample"], plugin.ExtractSources);
    }

    [Fact]
    public void Fields_keep_their_types_lists_and_arguments()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());

        Assert.Equal(
            [
                "0 sample.number UInt64 None", "1 sample.text String None", "2 sample.even Bool None", "3 sample.time AbsTime None", "4 sample.address IPAddress None",
                "5 sample.names String list Index", "6 sample.key String Key, Required", "7 sample.odd String None", "8 sample.evtnum UInt64 None", "9 sample.source String None",
            ],
            plugin.Fields.Select(field => $"{field.Id} {field.Name} {field.Type}{(field.IsList ? " list" : "")} {field.Argument}"));
        Assert.True(plugin.Fields[0].ToDefinition(plugin) is { AddOutput: true, Type: FieldType.UInt64, Provider: "sample" });
    }

    [Fact]
    public void A_plugin_without_a_source_reads_the_events_of_every_source()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library("EXTRACTOR_ONLY"));

        Assert.Equal(PluginCapabilities.Extraction, plugin.Capabilities);
        Assert.False(plugin.IsSource);
        Assert.True(plugin.ExtractsFrom("anything"));
    }

    [Fact]
    public void A_plugin_reads_the_sources_that_it_names_and_its_own()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library(SamplePlugin.Text("EXTRACT_SOURCES", """["k8s_audit"]""")));

        Assert.Equal(["k8s_audit", "sample"], plugin.ExtractSources);
        Assert.False(plugin.ExtractsFrom("okta"));
    }

    public static TheoryData<string[], string> Faults() => new()
    {
        { [SamplePlugin.Text("API_VERSION", "2.0.0")], "plugin required API version '2.0.0' not compatible with the host's API version '3.12.0': major versions disagree" },
        { [SamplePlugin.Text("API_VERSION", "3.13.0")], "the host's minor version is lower than the required one" },
        { [SamplePlugin.Text("API_VERSION", "3.12.9")], "the host's patch version is lower than the required one" },
        { [SamplePlugin.Text("API_VERSION", "three")], "plugin provided an invalid required API version: 'three'" },
        { [SamplePlugin.Text("PLUGIN_VERSION", "new")], "plugin provided an invalid version string: 'new'" },
        { ["WITHOUT_DESTROY"], "required symbol not implemented: 'plugin_destroy'" },
        { ["HALF_SOURCING"], "broken plugin capabilities: must implement all of 'plugin_open', 'plugin_close', 'plugin_next_batch' or none (event sourcing)" },
        { ["HALF_EXTRACTION"], "broken plugin capabilities: must implement all of 'plugin_get_fields', 'plugin_extract_fields' or none (field extraction)" },
        { ["WITHOUT_ID"], "must implement both 'plugin_get_id' and 'plugin_get_event_source' or neither (event sourcing)" },
        { ["PLUGIN_ID=0"], "must implement both 'plugin_get_id' and 'plugin_get_event_source' or neither (event sourcing)" },
        { ["RESERVED_SOURCE"], "plugin can't implement the reserved event source 'syscall'" },
        { ["EXTRACTOR_ONLY", "WITHOUT_FIELDS"], "plugin does not implement any capability" },
        { [SamplePlugin.Text("FIELDS", "{}")], "error in plugin sample: get_fields returned an invalid JSON: an array was expected" },
        { [SamplePlugin.Text("FIELDS", "[")], "get_fields returned an invalid JSON" },
        { [SamplePlugin.Text("FIELDS", "[]")], "plugins with extraction capability must export at least one field" },
        { [SamplePlugin.Text("FIELDS", """[{"type":"string","name":"a.b"}]""")], "field JSON entry has no desc" },
        { [SamplePlugin.Text("FIELDS", """[{"type":"string","desc":"d"}]""")], "field JSON entry has no name" },
        { [SamplePlugin.Text("FIELDS", """[{"type":"float","name":"a.b","desc":"d"}]""")], "invalid field type float; expected one of string, uint64, reltime, abstime, bool, ipaddr, ipnet" },
        { [SamplePlugin.Text("FIELDS", """[{"type":"bool","name":"a.b","desc":"d","isList":1}]""")], "field a.b isList property is not boolean" },
        { [SamplePlugin.Text("FIELDS", """[{"type":"bool","name":"a.b","desc":"d","arg":{"isRequired":true}}]""")], "field a.b arg has isRequired true, but none of isKey nor isIndex is true" },
        { [SamplePlugin.Text("EXTRACT_SOURCES", "{}")], "'plugin_get_extract_event_sources' did not return a JSON array of strings" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_plugin_that_breaks_the_contract_is_refused_with_the_reason(string[] definitions, string reason)
    {
        var library = SamplePlugin.Library(definitions);

        var error = Assert.Throws<PluginFailedException>(() => NativePlugin.Load(library));

        Assert.StartsWith($"cannot load plugin {library}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_a_library_is_refused()
    {
        using var folder = new TempFolder();

        Assert.Throws<PluginFailedException>(() => NativePlugin.Load(folder.Write("libtext.so", "no library")));
        Assert.Throws<PluginFailedException>(() => NativePlugin.Load(Path.Combine(folder.Path, "libmissing.so")));
    }

    [Fact]
    public void A_library_is_current_until_another_one_takes_its_place_or_it_is_written_to()
    {
        using var folder = new TempFolder();
        var library = Path.Combine(folder.Path, "libown.so");
        File.Copy(SamplePlugin.Library(), library);
        using var plugin = NativePlugin.Load(library);
        Assert.True(plugin.IsCurrent());

        File.Copy(library, $"{library}.same");
        File.Move($"{library}.same", library, overwrite: true);
        Assert.True(plugin.IsCurrent());

        // As long as the old one, and of the same time: only its bytes tell.
        var other = File.ReadAllBytes(library);
        other[^1] ^= 1;
        File.WriteAllBytes($"{library}.other", other);
        File.SetLastWriteTimeUtc($"{library}.other", File.GetLastWriteTimeUtc(library));
        File.Move($"{library}.other", library, overwrite: true);
        Assert.False(plugin.IsCurrent());

        File.Delete(library);
        Assert.False(plugin.IsCurrent());
    }

    [Fact]
    public void A_library_can_be_loaded_again_after_it_was_unloaded()
    {
        for (var i = 0; i < 3; i++)
        {
            using var plugin = NativePlugin.Load(SamplePlugin.Library());
            using var instance = Some.Instance(plugin);
            Assert.Equal("", instance.LastError());
        }
    }

    [Fact]
    public void The_schema_of_the_configuration_is_returned()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());

        Assert.Contains("fail_init", plugin.InitSchema(out var type), StringComparison.Ordinal);
        Assert.Equal(SchemaType.Json, type);
    }
}
