using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Sources;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class FollowedFileStreamTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Path => _folder["audit.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_followed_from_its_end()
    {
        _folder.Write("audit.log", Line("old"));
        using var stream = Follow();
        Assert.Empty(stream.ReadOnce());
        Append(Line("a") + Line("b"));
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
        Append(Line("c"));
        Assert.Equal([Event("c")], stream.Read(1));
        Assert.Equal([$"Info: following \"{Path}\" from byte {Line("old").Length}"], _log.Lines);
    }

    [Fact]
    public void A_line_that_is_half_written_when_the_file_is_opened_is_read_whole()
    {
        _folder.Write("audit.log", Line("old") + Event("a")[..9]);
        using var stream = Follow();
        Append(Event("a")[9..] + "\n");
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public void A_half_written_line_waits_until_it_is_whole()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        Append(Event("a")[..9]);
        Assert.Empty(stream.ReadOnce());
        Append(Event("a")[9..]);
        Assert.Empty(stream.ReadOnce());
        Append("\n");
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public void A_file_that_appears_later_is_read_from_its_start()
    {
        using var stream = Follow();
        Assert.Empty(stream.ReadOnce());
        _folder.Write("audit.log", Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.Equal([$"Info: waiting for \"{Path}\" to appear", $"Info: following \"{Path}\" from byte 0"], _log.Lines);
    }

    [Fact]
    public void Rotation_by_rename_loses_nothing_of_either_file()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        Append(Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        Append(Line("b"));
        File.Move(Path, Path + ".1");
        File.AppendAllText(Path + ".1", Line("c") + Event("d"));
        _folder.Write("audit.log", Line("e"));
        Assert.Equal([Event("b"), Event("c"), Event("d"), Event("e")], stream.Read(4));
        Append(Line("f"));
        Assert.Equal([Event("f")], stream.Read(1));
    }

    [Fact]
    public void While_the_new_file_is_empty_the_old_one_is_still_read()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        File.Move(Path, Path + ".1");
        _folder.Write("audit.log", "");
        Assert.Empty(stream.ReadOnce());
        File.AppendAllText(Path + ".1", Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        Append(Line("b"));
        Assert.Equal([Event("b")], stream.Read(1));
    }

    [Fact]
    public void A_deleted_file_is_waited_for()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        Append(Line("a"));
        File.Delete(Path);
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.Empty(stream.ReadOnce());
        _folder.Write("audit.log", Line("b"));
        Assert.Equal([Event("b")], stream.Read(1));
    }

    [Fact]
    public void A_swapped_symbolic_link_leads_to_the_new_file()
    {
        _folder.Write("one", "");
        _folder.Write("two", Line("b"));
        File.CreateSymbolicLink(Path, "one");
        using var stream = Follow();
        File.AppendAllText(_folder["one"], Line("a"));
        File.CreateSymbolicLink(_folder["next"], "two");
        File.Move(_folder["next"], Path, overwrite: true);
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
    }

    [Fact]
    public void Rotation_by_truncation_begins_again_and_says_what_was_lost()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        Append(Line("a") + Event("b")[..9]);
        Assert.Equal([Event("a")], stream.Read(1));
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(0);
        }

        stream.PollUntil(() => _log.Lines.Count == 2);
        Assert.Equal($"Warning: \"{Path}\" was truncated; following it from its start, without 9 bytes of a line that was never finished", _log.Lines[1]);
        Append(Line("c"));
        Assert.Equal([Event("c")], stream.Read(1));
    }

    [Fact]
    public async Task Ten_thousand_lines_come_in_their_order()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        var ids = Enumerable.Range(0, 10_000).Select(i => $"{i}").ToArray();
        var reading = Task.Run(() => stream.Read(ids.Length), TestContext.Current.CancellationToken);
        foreach (var part in ids.Chunk(100))
        {
            Append(string.Concat(part.Select(Line)));
        }

        Assert.Equal(ids.Select(Event), await reading);
    }

    [Fact]
    public void A_path_may_be_written_as_a_URL()
    {
        _folder.Write("my audit.log", "");
        using var stream = AuditSource.Open($"file://{_folder.Root}/my%20audit.log", Intake());
        File.AppendAllText(_folder["my audit.log"], Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    private static string Line(string id) => Event(id) + "\n";

    private void Append(string text) => File.AppendAllText(Path, text);

    private IEventStream Follow() => AuditSource.Open("file://" + Path, Intake(_log));
}
