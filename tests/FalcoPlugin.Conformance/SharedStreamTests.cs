using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>One stream that several instances of a plugin read, each through a handle of its own.</summary>
public sealed class SharedStreamTests : IDisposable
{
    private const int EventsPerBatch = 400;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Each_handle_has_a_batch_of_its_own_which_stays_valid_while_the_others_read(PluginUnderTest plugin)
    {
        File.WriteAllLines(_file, Enumerable.Range(0, 3 * EventsPerBatch).Select(i => Event($"{i}", "ResponseComplete")));
        using var client = plugin.Load();
        var (first, second) = (client.Init(), client.Init());
        var stream = client.Open(first, _file);
        var shared = client.ShareStream(second, stream, out var result);
        Assert.Equal(ReturnCode.Success, result);

        var (early, middle, late) = (new List<nint>(), new List<nint>(), new List<nint>());
        client.NextInPlace(first, stream, early);
        client.NextInPlace(second, shared, middle);
        Assert.Equal(Ids(0, 400), Read(client, first, early));
        client.NextInPlace(first, stream, late);
        Assert.Equal(Ids(400, 400), Read(client, second, middle));
        Assert.Equal(Ids(800, 400), Read(client, first, late));

        client.Close(second, shared);
        client.Close(first, stream);
        client.Destroy(second);
        client.Destroy(first);
    }

    /// <summary>The start is in a batch that another instance has, and no host asks about it.</summary>
    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void The_end_of_a_request_whose_start_another_instance_has_is_not_its_first_event(PluginUnderTest plugin)
    {
        File.WriteAllLines(
            _file,
            [
                .. Enumerable.Range(0, EventsPerBatch).Select(i => Event($"{i}", "ResponseStarted")),
                Event("0", "ResponseComplete"),
                Event("new", "ResponseComplete"),
            ]);
        using var client = plugin.Load();
        var (first, second) = (client.Init(), client.Init());
        var stream = client.Open(first, _file);
        var shared = client.ShareStream(second, stream, out _);
        client.NextInPlace(first, stream, []);
        var events = new List<nint>();
        client.NextInPlace(second, shared, events);

        Assert.Equal(["false", "true"], Read(client, second, events, "ka.stage.first"));

        client.Close(second, shared);
        client.Close(first, stream);
        client.Destroy(second);
        client.Destroy(first);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void A_host_that_shares_nothing_gets_an_error(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        Assert.Equal(0, client.ShareStream(state, 0, out var result));
        Assert.Equal(ReturnCode.Failure, result);
        Assert.Equal("the host called plugin_ext_share_stream with NULL for h; expected a pointer", client.LastError(state));
        client.Destroy(state);
    }

    private static string Event(string id, string stage) =>
        $$"""{"kind":"Event","auditID":"{{id}}","stage":"{{stage}}","requestURI":"/api/v1/namespaces/a/pods/b/exec"}""";

    private static IEnumerable<string> Ids(int first, int count) => Enumerable.Range(first, count).Select(i => $"{i}");

    private static IEnumerable<string> Read(PluginClient client, nint state, List<nint> events, string name = "ka.auditid")
    {
        var field = client.Fields().Single(field => field.Name == name);
        return [.. events.Select((e, i) => client.Extract(state, e, field, null, (ulong)i + 1, withPlaces: false)!.Value.Values.Single())];
    }
}
