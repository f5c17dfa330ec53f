using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

public class LifecycleTests
{
    private static readonly string _sample = Path.Combine(AppContext.BaseDirectory, "samples", "cluster-boot.jsonl");

    private static string FiniteInput(PluginUnderTest plugin) => plugin.Name == "counter" ? "250" : _sample;

    [Theory]
    [MemberData(nameof(PluginUnderTest.All), MemberType = typeof(PluginUnderTest))]
    public void It_returns_its_name_version_and_source(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        Assert.Equal(plugin.Name, client.Text(Symbols.GetName));
        Assert.Equal("3.11.0", client.Text(Symbols.GetRequiredApiVersion));
        Assert.True(Version.TryParse(client.Text(Symbols.GetVersion), out _));
        Assert.NotEmpty(client.Text(Symbols.GetDescription));
        Assert.NotEmpty(client.Text(Symbols.GetContact));
        Assert.All(Symbols.Required, symbol => Assert.True(client.Exports(symbol), symbol));
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.Sources), MemberType = typeof(PluginUnderTest))]
    public void An_event_is_laid_out_as_the_host_reads_it(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        foreach (var e in client.ReadAll(state, FiniteInput(plugin)))
        {
            AssertLayout(e);
        }

        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.Sources), MemberType = typeof(PluginUnderTest))]
    public void A_source_that_cannot_be_opened_is_an_error(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var instance = client.Open(state, "ftp://nowhere", out var result);
        Assert.Equal(0, instance);
        Assert.Equal(ReturnCode.Failure, result);
        Assert.Contains("ftp://", client.LastError(state), StringComparison.Ordinal);
        client.Destroy(state);
    }

    // The web server of Falco and its source request metrics at the same time.
    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Metrics_can_be_requested_from_several_threads(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var expected = client.Metrics(state).Keys;
        Parallel.For(0, 4, _ =>
        {
            for (var call = 0; call < 5000; call++)
            {
                Assert.Equal(expected, client.Metrics(state).Keys);
            }
        });
        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void A_failed_start_returns_a_handle_with_the_error(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init("""{"maxEventSize":"large"}""", out var result);
        Assert.Equal(ReturnCode.Failure, result);
        Assert.Contains("maxEventSize", client.LastError(state), StringComparison.Ordinal);
        Assert.Contains("large", client.LastError(state), StringComparison.Ordinal);
        client.Destroy(state);
    }

    [Fact]
    public void Both_plugins_work_in_one_process()
    {
        using var audit = new PluginUnderTest("k8saudit", Published: true).Load();
        using var json = new PluginUnderTest("json", Published: true).Load();
        var auditState = audit.Init();
        var jsonState = json.Init();
        var stage = audit.Fields().Single(field => field.Name == "ka.stage");
        var pointer = json.Fields().Single(field => field.Name == "jevt.value");
        foreach (var e in audit.ReadAll(auditState, _sample))
        {
            Assert.Equal(audit.Extract(auditState, e, stage), json.Extract(jsonState, e, pointer, "/stage"));
        }

        audit.Destroy(auditState);
        json.Destroy(jsonState);
    }

    private static unsafe void AssertLayout(byte[] e)
    {
        fixed (byte* pointer = e)
        {
            Assert.True(EventLayout.TryGetPayload(pointer, out var payload));
            Assert.Equal(e.Length, payload.Length + EventLayout.PayloadOffset);
            Assert.Equal(ulong.MaxValue, BitConverter.ToUInt64(e, 8));
            Assert.Equal(4u, BitConverter.ToUInt32(e, EventLayout.HeaderLength));
            Assert.Equal(0u, EventLayout.PluginId(pointer));
        }
    }
}
