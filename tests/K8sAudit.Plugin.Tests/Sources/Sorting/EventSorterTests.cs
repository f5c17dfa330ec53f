using System.Globalization;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources.Sorting;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Sorting;

public sealed class EventSorterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>With and without a temporary file; the second limit is less than one event.</summary>
    [Theory]
    [InlineData(1 << 20, false)]
    [InlineData(10, true)]
    [InlineData(1000, true)]
    public void Events_come_in_the_order_of_their_times_and_those_of_one_time_in_their_own(int maxBytes, bool writesFile)
    {
        var random = new Random(1);
        var events = Enumerable.Range(0, 2000).Select(i => (Time: (ulong)random.Next(1, 300), Text: $"{i} {new string('x', random.Next(100))}")).ToArray();
        using var sorter = new EventSorter(maxBytes);
        foreach (var (time, text) in events)
        {
            sorter.Add(time, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes($"index of {text}"));
        }

        sorter.Sort();

        Assert.Equal(writesFile, sorter.FileBytes > 0);
        Assert.Equal(events.OrderBy(e => e.Time).Select(e => (e.Time, e.Text, $"index of {e.Text}")), Read(sorter));
    }

    [Fact]
    public void An_event_longer_than_one_read_is_complete()
    {
        using var sorter = new EventSorter(1000);
        string[] texts = [new('a', 300_000), "b", new('c', 100_000)];
        for (var i = 0; i < texts.Length; i++)
        {
            sorter.Add((ulong)(9 - i), Encoding.UTF8.GetBytes(texts[i]), default);
        }

        sorter.Sort();
        Assert.Equal(texts.Reverse(), Read(sorter).Select(e => e.Text));
    }

    [Fact]
    public void An_event_without_a_time_stays_behind_the_one_before_it()
    {
        using var sorter = new EventSorter();
        const ulong none = EventLayout.TimestampUnknown;
        foreach (var (time, text) in new[] { (none, "first"), (2ul, "b"), (none, "behind b"), (1ul, "a"), (3ul, "c") })
        {
            sorter.Add(time, Encoding.UTF8.GetBytes(text), default);
        }

        sorter.Sort();
        Assert.Equal(["first", "a", "b", "behind b", "c"], Read(sorter).Select(e => e.Text));
    }

    [Fact]
    public void Files_are_merged_by_time()
    {
        Write("a", 1, 4, 5, 9);
        Write("b", 2, 3, 8);
        Write("c", 7, 6);
        using var stream = OpenSchemes.Open($"--sort\n{_folder.Path}", Intake());
        Assert.Equal(Enumerable.Range(1, 9).Select(Event), stream.ReadToEnd());
    }

    [Theory]
    [InlineData("http://127.0.0.1:0/")]
    [InlineData("file:///a")]
    public void Only_inputs_with_an_end_can_be_sorted(string input)
    {
        var error = Assert.Throws<PluginException>(() => OpenSchemes.Open($"--sort\n{input}", Intake()));
        Assert.Equal("--sort needs files, directories, patterns or -, one a line; a webhook and a followed file have no end", error.Message);
    }

    private static string Event(int second) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"kind":"Event","auditID":"{{second}}","stageTimestamp":"2026-01-01T00:00:0{{second}}Z"}""");

    private static List<(ulong Time, string Text, string Index)> Read(EventSorter sorter)
    {
        using var batch = new EventBatch();
        var read = new List<(ulong, string, string)>();
        bool hasMore;
        do
        {
            batch.Clear();
            hasMore = sorter.TryFill(batch);
            Collect(batch, read);
        }
        while (hasMore);
        return read;
    }

    private static unsafe void Collect(EventBatch batch, List<(ulong Time, string Text, string Index)> read)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Assert.True(EventLayout.TryGetPayload(batch.Events[i], out var payload));
            read.Add((EventLayout.Timestamp(batch.Events[i]), Encoding.UTF8.GetString(payload), Encoding.UTF8.GetString(batch.FieldIndex(i))));
        }
    }

    private void Write(string name, params int[] seconds) => _folder.Write(name, string.Concat(seconds.Select(second => Event(second) + "\n")));
}
