using System.Net;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources.Webhook;
using K8sAudit.Plugin.Tests.Sources.Webhook;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources;

/// <summary>Acknowledged events that a source saves in <c>stateDir</c>. Each open has a store of its own, as in another process.</summary>
public sealed class SavedEventsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string State => _folder["state"];

    private string[] Files => Directory.GetFiles(State);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_that_were_not_read_at_the_end_are_delivered_first_at_the_next_start()
    {
        await CloseWith(Samples.EventList(900));
        Assert.Equal(
            $"Info: closed with 900 acknowledged events that were not read; they are saved in stateDir \"{State}\", and the next open delivers them",
            _log.Lines[^1]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Files)));
        using var next = Open();
        using var response = await PostAsync(next, Event("new"));
        Assert.Equal([.. Samples.Events(900), Event("new")], next.Read(901));
        Assert.Contains("Info: 900 acknowledged events that were saved in stateDir are delivered first", _log.Lines);
    }

    [Fact]
    public async Task The_file_is_deleted_when_the_host_has_read_its_events_and_not_before()
    {
        await CloseWith(Samples.EventList(900));
        using var next = Open();
        Assert.Equal([400, 400, 100], [next.ReadOnce().Count, next.ReadOnce().Count, next.ReadOnce().Count]);
        Assert.Single(Files);
        Assert.Empty(next.ReadOnce());
        Assert.Empty(Files);
    }

    [Fact]
    public async Task Saved_events_that_are_not_read_at_the_next_end_either_are_saved_again()
    {
        await CloseWith(Samples.EventList(900));
        using (var second = Open())
        {
            Assert.Equal(400, second.ReadOnce().Count);
            using var response = await PostAsync(second, Event("new"));
        }

        Assert.Single(Files);
        using var third = Open();
        Assert.Equal([.. Samples.Events(900).Skip(400), Event("new")], third.Read(501));
    }

    [Fact]
    public async Task Events_that_the_host_returns_come_before_those_that_it_was_not_given()
    {
        var stream = Open();
        using (await PostAsync(stream, Samples.EventList(500)))
        {
            using var batch = new EventBatch();
            stream.Next(batch);
            batch.RemoveFirst(397);
            stream.ReturnUnread(batch);
            stream.Dispose();
        }

        using var next = Open();
        Assert.Equal(Samples.Events(500).Skip(397), next.Read(103));
    }

    [Fact]
    public async Task A_batch_that_is_retried_after_the_restart_is_delivered_once()
    {
        await CloseWith(Samples.EventList(3));
        using var next = Open();
        using var response = await PostAsync(next, Samples.EventList(4));
        Assert.Equal(Samples.Events(4), next.Read(4));
    }

    [Fact]
    public async Task Every_event_is_restored_as_it_was_received()
    {
        const string items = """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"level":"Metadata"},{ "verb" : "get",\n "auditID":null }]}""";
        await CloseWith(items.Replace("\\n", "\n", StringComparison.Ordinal) + Event("ü"));
        using var next = Open();
        Assert.Equal(["""{"level":"Metadata"}""", "{ \"verb\" : \"get\",\n \"auditID\":null }", Event("ü")], next.Read(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task A_file_with_a_wrong_byte_is_reported_and_set_aside_and_the_others_are_delivered(int position)
    {
        await CloseWith(Event("a"));
        Damage(Assert.Single(Files), position);
        var damaged = Assert.Single(Files);
        await CloseWith(Event("b"), read: 0);
        using var next = Open();
        Assert.Equal([Event("b")], next.Read(1));
        Assert.Single(_log.Lines, line => line.StartsWith($"Error: the acknowledged events in \"{damaged}\" (stateDir) are lost: ", StringComparison.Ordinal));
        Assert.True(File.Exists(damaged + ".damaged"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task An_incomplete_file_is_reported(int length)
    {
        await CloseWith(Event("a"));
        using (var file = File.OpenWrite(Assert.Single(Files)))
        {
            file.SetLength(length);
        }

        using var next = Open();
        Assert.Empty(next.ReadOnce());
        Assert.Contains(_log.Lines, line => line.StartsWith("Error: the acknowledged events in", StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_pipe_in_the_directory_does_not_block_the_start()
    {
        Directory.CreateDirectory(State);
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(State, "a.events")]))
        {
            pipe.WaitForExit();
        }

        using var stream = Open();
        Assert.Contains(_log.Lines, line => line.Contains("it is not a regular file", StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_to_is_an_error_at_the_start()
    {
        var error = Assert.Throws<PluginException>(() => Open(options: new() { StateDir = "/proc/none" }));
        Assert.StartsWith("stateDir \"/proc/none\" cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_cannot_be_saved_are_reported_and_kept_for_the_next_open_in_the_process()
    {
        var pending = new PendingEventStore();
        await CloseWith(Event("a"), pending, () => Directory.Delete(State));
        Assert.StartsWith($"Error: acknowledged events that were not read cannot be saved in stateDir \"{State}\": ", _log.Lines[^2], StringComparison.Ordinal);
        using var next = Open(pending);
        Assert.Equal([Event("a")], next.Read(1));
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_leaves_the_saved_events()
    {
        await CloseWith(Event("a"));
        using var taken = Open(options: new());
        Assert.Throws<PluginException>(() => Open(port: taken.Port));
        using var next = Open();
        Assert.Equal([Event("a")], next.Read(1));
    }

    [Fact]
    public async Task Two_sources_of_a_process_deliver_a_saved_event_once()
    {
        await CloseWith(Event("a"));
        var pending = new PendingEventStore();
        using var one = Open(pending);
        using var two = Open(pending);
        Assert.Empty(two.ReadOnce());
        Assert.Equal([Event("a")], one.Read(1));
    }

    [Fact]
    public async Task A_source_without_unread_events_saves_nothing()
    {
        await CloseWith(Event("a"), read: 1);
        Assert.Empty(Files);
    }

    private static void Damage(string file, int position)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[position < 0 ? ^1 : position] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private async Task CloseWith(string body, PendingEventStore? pending = null, Action? beforeClose = null, int read = 0)
    {
        using var stream = Open(pending);
        using var response = await PostAsync(stream, body);
        stream.Read(read);
        beforeClose?.Invoke();
    }

    private static async Task<HttpResponseMessage> PostAsync(WebhookStream stream, string body)
    {
        using var client = new WebhookClient(stream);
        var response = await client.PostAsync(body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private WebhookStream Open(PendingEventStore? pending = null, K8sAuditOptions? options = null, int port = 0) =>
        (WebhookStream)OpenSchemes.Open($"http://127.0.0.1:{port}/k8s-audit", Intake(_log, options: options ?? new() { StateDir = State }, kept: pending));
}
