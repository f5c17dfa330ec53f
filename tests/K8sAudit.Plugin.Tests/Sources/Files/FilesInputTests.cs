using System.Text.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class FilesInputTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_real_log_is_read_whole()
    {
        using var stream = OpenSchemes.Open(Samples.ShopCluster, Intake());
        Assert.Equal(File.ReadAllLines(Samples.ShopCluster), stream.ReadToEnd());
        Assert.Empty(stream.ReadToEnd());
    }

    [Fact]
    public void A_document_that_is_cut_at_the_end_of_a_file_does_not_continue_in_the_next_one()
    {
        var lines = Fill("{A}").Replace(",", ",\n", StringComparison.Ordinal).Split('\n');
        _folder.Write("1.json", string.Join('\n', lines[..1]));
        _folder.Write("2.json", string.Join('\n', lines[1..]));
        _folder.Write("3.json", Fill("{B}"));
        using var stream = OpenSchemes.Open(_folder.Path, Intake());

        Assert.Equal([Fill("{B}")], stream.ReadToEnd());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void Each_file_has_a_header_of_comma_separated_values_of_its_own(string lastEnd)
    {
        var (a, b) = (Fill("{A}"), Fill("{B}"));
        _folder.Write("1.csv", $"time,message\n1,{Quoted(a)}{lastEnd}");
        _folder.Write("2.csv", $"message,time,host\n{Quoted(b)},1,x{lastEnd}");
        using var stream = OpenSchemes.Open(_folder.Path, Intake());

        Assert.Equal([AuditIdOf(a), AuditIdOf(b)], stream.ReadToEnd().Select(AuditIdOf));

        static string Quoted(string json) => $"\"{json.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        static string AuditIdOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("auditID").GetString()!;
    }

    // Its first byte is that of an address that is not mapped.
    [Theory]
    [InlineData("")]
    [InlineData("file://")]
    public void A_file_whose_bytes_cannot_be_read_is_an_error_that_names_it(string scheme)
    {
        var error = Assert.Throws<PluginException>(() =>
        {
            using var stream = OpenSchemes.Open($"{scheme}/proc/self/mem", Intake());
            stream.ReadToEnd();
        });
        Assert.StartsWith("\"/proc/self/mem\" cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_are_of_a_bounded_size()
    {
        using var stream = OpenSchemes.Open(Samples.ShopCluster, Intake());
        using var batch = new EventBatch();
        Assert.Equal(BatchStatus.More, stream.Next(batch));
        Assert.InRange(batch.Count, 1, 400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n \r\n")]
    [InlineData("{A}", "{A}")]
    [InlineData("{A}\n{B}\n", "{A}", "{B}")]
    [InlineData("{A}\r\n{B}", "{A}", "{B}")]
    [InlineData("\n{A}\n\n{B}\n\n", "{A}", "{B}")]
    [InlineData("[{A},{B}]\n{\"kind\":\"EventList\",\"items\":[{B}]}\n", "{A}", "{B}", "{B}")]
    [InlineData("{A}{B}\n", "{A}", "{B}")]
    [InlineData("{A}\n{\"broken\n{B}\n", "{A}", "{B}")]
    public void Lines_hold_events_lists_and_arrays(string text, params string[] expected)
    {
        using var stream = OpenSchemes.Open(_folder.Write("a.jsonl", Fill(text)), Intake(_log));
        Assert.Equal(expected.Select(Fill), stream.ReadToEnd());
    }

    [Fact]
    public void A_line_may_be_much_longer_than_an_event()
    {
        var list = Samples.EventList(1269);
        using var stream = OpenSchemes.Open(_folder.Write("a.jsonl", $"{list}\n{Event("last")}\n"), Intake(_log));
        Assert.Equal([.. Samples.Events(1269), Event("last")], stream.ReadToEnd());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_bad_event_is_counted_and_logged_with_its_place()
    {
        var intake = Intake(_log);
        var path = _folder.Write("a.jsonl", $$"""
            {{Event("a")}}
            [{{Event("b")}},{"auditID":},{{Event("c")}}]
            {"kind":"Pod","auditID":"d"}
            """);
        using (var stream = OpenSchemes.Open(path, intake))
        {
            Assert.Equal([Event("a"), Event("b"), Event("c")], stream.ReadToEnd());
        }

        Assert.Equal(
            [
                $"Warning: {path}:2: rejected an event at byte 43 (invalid_json): it is not valid JSON",
                $"Warning: {path}:3: rejected an event at byte 0 (not_an_event): data not recognized as a k8s audit event: neither an audit event (kind Event, or an auditID) nor an EventList",
            ],
            _log.Lines);
        Assert.Equal((5, 3), (intake.Counters.Received, intake.Counters.Accepted));
    }

    [Fact]
    public void Files_of_a_directory_are_read_in_the_order_of_their_modification_times()
    {
        var time = DateTime.UtcNow;
        foreach (var (name, age) in new[] { ("a", 1), ("b", 3), ("c", 2), ("d", 3) })
        {
            File.SetLastWriteTimeUtc(_folder.Write(name, Event(name)), time.AddMinutes(-age));
        }

        Directory.CreateDirectory(_folder["folder"]);
        using var stream = OpenSchemes.Open(_folder.Path, Intake());
        Assert.Equal([Event("b"), Event("d"), Event("c"), Event("a")], stream.ReadToEnd());
    }

    [Fact]
    public void Progress_counts_the_bytes_of_all_files()
    {
        _folder.Write("a", new string('\n', 1024));
        _folder.Write("b", new string('\n', 3 * 1024));
        File.SetLastWriteTimeUtc(_folder["a"], DateTime.UtcNow.AddHours(-1));
        using var stream = OpenSchemes.Open(_folder.Path, Intake());
        using var plugin = new K8sAuditPlugin(Intake());
        Assert.Equal(new Progress(0, $"0.0% of {_folder.Path} (0 B of 4.0 KiB)"), plugin.GetProgress(stream));
        stream.ReadToEnd();
        Assert.Equal(new Progress(1, $"100.0% of {_folder.Path} (4.0 KiB of 4.0 KiB)"), plugin.GetProgress(stream));
    }

    [Fact]
    public void Reading_allocates_nothing_for_an_event()
    {
        using var stream = OpenSchemes.Open(Samples.ClusterBoot, Intake());
        using var batch = new EventBatch();
        stream.Next(batch);
        Assert.Equal(400, batch.Count);
        batch.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();
        stream.Next(batch);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 299);
        Assert.Equal(300, batch.Count);
    }

    private static string Fill(string text) => text.Replace("{A}", Event("a"), StringComparison.Ordinal).Replace("{B}", Event("b"), StringComparison.Ordinal);
}
