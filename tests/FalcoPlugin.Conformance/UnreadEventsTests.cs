using System.Net;
using System.Net.Sockets;
using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>Events that a host was given and drops without reading them, as Falco does when it restarts a source.</summary>
public sealed class UnreadEventsTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("k8saudit-").FullName;
    private readonly int _port = FreePort();

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public async Task Events_after_the_last_one_that_the_host_asked_about_go_to_the_next_open(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        await AskAboutAsync(client, ["a", "b", "c", "d", "e"], asked: 2);
        Assert.Equal(["c", "d", "e", "f"], await PostAndReadAsync(client, "f"));
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public async Task A_first_batch_of_which_the_host_asked_about_nothing_goes_to_the_next_open(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        await AskAboutAsync(client, ["a", "b"], asked: 0);
        Assert.Equal(["a", "b", "c"], await PostAndReadAsync(client, "c"));
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public async Task A_host_that_asks_about_all_events_gets_none_of_them_again(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        await AskAboutAsync(client, ["a", "b"], asked: 2);
        Assert.Equal(["c"], await PostAndReadAsync(client, "c"));
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public async Task A_host_that_reads_batches_without_asking_gets_no_event_again(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = Init(client);
        var stream = client.Open(state, Address());
        await PostAsync(["a"]);
        Assert.Equal(["a"], Read(client, state, stream, 1));
        await PostAsync(["b"]);
        Assert.Equal(["b"], Read(client, state, stream, 1));
        client.Close(state, stream);
        client.Destroy(state);
        Assert.Equal(["c"], await PostAndReadAsync(client, "c"));
    }

    private async Task AskAboutAsync(PluginClient client, string[] ids, int asked)
    {
        var state = Init(client);
        var stream = client.Open(state, Address());
        await PostAsync(ids);
        var events = Next(client, state, stream);
        Assert.Equal(ids.Length, events.Count);
        var field = client.Fields().Single(field => field.Name == "ka.auditid");
        for (var i = 0; i < asked; i++)
        {
            Assert.Equal([ids[i]], client.Extract(state, events[i], field, null, (ulong)i + 1, withPlaces: false)?.Values);
        }

        client.Close(state, stream);
        client.Destroy(state);
    }

    // Posts one more event, and reads everything.
    private async Task<string[]> PostAndReadAsync(PluginClient client, string id)
    {
        var state = Init(client);
        var stream = client.Open(state, Address());
        await PostAsync([id]);
        client.SetConfig(state, """{"drain":true}""");
        var events = client.ReadToEnd(state, stream);
        client.Close(state, stream);
        client.Destroy(state);
        return [.. events.Select(Id)];
    }

    private static List<nint> Next(PluginClient client, nint state, nint stream)
    {
        var events = new List<nint>();
        while (events.Count == 0)
        {
            client.NextInPlace(state, stream, events);
        }

        return events;
    }

    private static List<string> Read(PluginClient client, nint state, nint stream, int count)
    {
        var events = new List<byte[]>();
        while (events.Count < count)
        {
            client.Next(state, stream, events);
        }

        return [.. events.Select(Id)];
    }

    private static string Id(byte[] e) => Encoding.UTF8.GetString(e.AsSpan(EventLayout.PayloadOffset)).Split('"')[7];

    private nint Init(PluginClient client) => client.Init($$"""{"stateDir":"{{_state}}","dedupeEvents":0}""");

    private string Address() => $"http://127.0.0.1:{_port}/k8s-audit";

    private async Task PostAsync(string[] ids)
    {
        using var http = new HttpClient();
        using var body = new StringContent(string.Concat(ids.Select(id => $$"""{"kind":"Event","auditID":"{{id}}"}""")), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(Address(), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
