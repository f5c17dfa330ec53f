using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

public class SymbolTests
{
    private static readonly string[] _source = [Symbols.GetId, Symbols.GetEventSource, Symbols.Open, Symbols.Close, Symbols.NextBatch];
    private static readonly string[] _extraction = [Symbols.GetFields, Symbols.ExtractFields, Symbols.GetExtractEventTypes];

    private static readonly Dictionary<string, string[]> _expected = new()
    {
        ["k8saudit"] =
        [
            .. _source, .. _extraction, Symbols.GetInitSchema, Symbols.ListOpenParams, Symbols.GetProgress, Symbols.EventToString,
            Symbols.GetExtractEventSources, Symbols.GetMetrics, Symbols.SetConfig, Symbols.ShareStream,
        ],
        ["json"] = [.. _extraction, Symbols.ShareStream],
        ["counter"] = [.. _source, .. _extraction],
    };

    private static readonly string[] _all =
    [
        .. typeof(Symbols).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(PluginUnderTest.All), MemberType = typeof(PluginUnderTest))]
    public void It_exports_only_the_functions_that_it_implements(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        string[] expected = [.. Symbols.Required, .. _expected[plugin.Name]];
        Assert.Equal(expected.Order(), _all.Where(client.Exports).Order());
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void The_audit_plugin_has_ID_1_and_the_source_k8s_audit(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        Assert.Equal(1u, client.Id);
        Assert.Equal("k8s_audit", client.Text(Symbols.GetEventSource));
        Assert.Equal("""["k8s_audit"]""", client.Text(Symbols.GetExtractEventSources));
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.All), MemberType = typeof(PluginUnderTest))]
    public void A_plugin_extracts_only_from_plugin_events(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        Assert.Equal([322], client.ExtractEventTypes(state));
        client.Destroy(state);
    }
}
