using System.Buffers;
using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests;

public class K8sAuditPluginTests
{
    private readonly RecordingLog _log = new();

    [Fact]
    public void It_is_the_plugin_that_falco_yaml_and_rules_ask_for()
    {
        var info = K8sAuditPlugin.Info;
        Assert.Equal(("k8saudit", 1u, "k8s_audit", "0.20.0"), (info.Name, info.Id, info.EventSource, info.Version));
        Assert.Equal(["k8s_audit"], K8sAuditPlugin.ExtractEventSources);
        Assert.Equal([322], EventTypesOf<K8sAuditPlugin, AuditEvent>());
    }

    [Fact]
    public void A_wrong_configuration_is_an_error_at_the_start() =>
        Assert.Throws<PluginException>(() => Create("""{"maxEventSize":"big"}"""));

    [Fact]
    public void It_reads_a_log_from_open_to_end()
    {
        using var plugin = Create("");
        using var stream = plugin.Open(Samples.ClusterBoot);
        Assert.Equal(700, stream.ReadToEnd().Count);
    }

    [Fact]
    public void Every_kind_of_open_parameters_is_listed()
    {
        using var plugin = Create("");
        Assert.Equal(
            ["http://:9765/k8s-audit", "https://:9765/k8s-audit", "file:///var/log/kube-apiserver/audit.log", "-", "/var/log/kube-apiserver/audit.log"],
            plugin.ListOpenParameters().Select(p => p.Value));
    }

    [Fact]
    public void A_new_configuration_is_in_force_for_the_next_event()
    {
        using var plugin = Create("");
        plugin.SetConfig("""{"maxEventSize":10,"offsetFile":"/b"}""");
        using var stream = plugin.Open(Samples.ClusterBoot);
        Assert.Empty(stream.ReadToEnd());
        Assert.Equal(
            ["Info: maxEventSize has changed and is in force", "Info: offsetFile has changed; it takes effect when the source is next opened"],
            _log.Lines.Take(2));
    }

    [Fact]
    public void A_new_configuration_that_is_wrong_leaves_the_old_one_in_force()
    {
        using var plugin = Create("""{"maxEventSize":10}""");
        Assert.Throws<PluginException>(() => plugin.SetConfig("""{"maxEventSize":0}"""));
        using var stream = plugin.Open(Samples.ClusterBoot);
        Assert.Empty(stream.ReadToEnd());
    }

    [Theory]
    [InlineData("{\"a\":\"b\\nc\"}", "{\"a\":\"b\\nc\"}")]
    [InlineData("{\r\n\t\"a\":\n1\n}", "{   \"a\": 1 }")]
    public unsafe void An_event_as_text_is_its_JSON_in_one_line(string json, string text)
    {
        using var plugin = Create("");
        var bytes = Encoding.UTF8.GetBytes(json);
        var output = new ArrayBufferWriter<byte>();
        fixed (byte* payload = bytes)
        {
            plugin.Describe(new PluginEvent(payload, bytes.Length, 0, 1), output);
        }

        Assert.Equal(text, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private K8sAuditPlugin Create(string config) => K8sAuditPlugin.Create(new PluginContext(config, _log));

    private static ushort[] EventTypesOf<TPlugin, TEvent>()
        where TPlugin : class, IExtractPlugin<TPlugin, TEvent>
        where TEvent : class, IDecodedEvent, new() => TPlugin.ExtractEventTypes.ToArray();
}
