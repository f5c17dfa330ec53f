using System.Text.RegularExpressions;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class FollowedFileInputTests : IDisposable
{
    // Permission bits do not stop root, who runs tests in containers; this file of the system is for writing only, for everyone.
    private const string UnreadableFile = "/sys/bus/platform/drivers_probe";

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
        Assert.Equal([$"Warning: \"{Path}\" does not exist; waiting for it to appear", $"Info: following \"{Path}\" from byte 0"], _log.Lines);
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
    public async Task Ten_thousand_lines_are_read_in_their_order()
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
    public void Two_rotations_between_two_looks_lose_nothing()
    {
        _folder.Write("audit.log", "");
        _folder.Write("audit-old.log", Line("old"));
        using var stream = Follow();
        Append(Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        foreach (var (name, line) in new[] { ("1", "b"), ("2", "c"), ("3", "d") })
        {
            File.Move(Path, _folder[$"audit-{name}.log"]);
            File.SetLastWriteTimeUtc(_folder[$"audit-{name}.log"], DateTime.UtcNow);
            _folder.Write("audit.log", Line(line));
        }

        Assert.Equal([Event("b"), Event("c"), Event("d")], stream.Read(3));
        Append(Line("e"));
        Assert.Equal([Event("e")], stream.Read(1));
    }

    [Fact]
    public void Copies_and_extracts_that_are_made_while_the_file_is_followed_are_not_read_when_it_is_rotated()
    {
        _folder.Write("audit.log", Line("old"));
        using var stream = Follow();
        Append(Line("a") + Line("b"));
        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
        File.Copy(Path, Path + ".bak");
        _folder.Write("audit-b.log", Line("b"));
        Assert.Empty(stream.ReadOnce());
        RotateTo("audit-1.log", Line("c"));
        Assert.Equal([Event("c")], stream.Read(1));
        Assert.Empty(stream.ReadOnce());
        _folder.Write("audit-c.log", Line("c"));
        Assert.Empty(stream.ReadOnce());
        RotateTo("audit-2.log", Line("d"));
        RotateTo("audit-3.log", Line("e"));
        Assert.Equal([Event("d"), Event("e")], stream.Read(2));
    }

    [Theory]
    [InlineData("gz", new byte[] { 0x1f, 0x8b, 8, (byte)'\n' })]
    [InlineData("zst", new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 4, (byte)'\n' })]
    [InlineData("xz", new byte[] { 0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, (byte)'\n' })]
    [InlineData("bz2", new byte[] { (byte)'B', (byte)'Z', (byte)'h', (byte)'9', (byte)'\n' })]
    [InlineData("zst", new byte[0])]
    public void A_rotated_file_that_is_compressed_at_once_is_not_read(string extension, byte[] compressed)
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        File.WriteAllBytes($"{Path}.1.{extension}", compressed);
        RotateTo("audit.log.1", Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.Empty(stream.ReadOnce());
        Assert.DoesNotContain(_log.Lines, line => line.Contains("." + extension, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_beside_the_log_that_cannot_be_read_is_reported_once_and_stops_nothing()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        File.CreateSymbolicLink(_folder["audit.bak"], UnreadableFile);
        foreach (var (name, line) in new[] { ("1", "a"), ("2", "b"), ("3", "c") })
        {
            File.Move(Path, _folder[$"audit-{name}.log"]);
            _folder.Write("audit.log", Line(line));
            Assert.Equal([Event(line)], stream.Read(1));
        }

        Assert.Single(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Single(
            _log.Lines,
            line => line.StartsWith($"Warning: \"{_folder["audit.bak"]}\" cannot be read: permission denied", StringComparison.Ordinal)
                && line.Contains("is skipped", StringComparison.Ordinal));
    }

    [Fact]
    public void The_place_may_be_saved_beside_the_file_under_a_name_like_its_own()
    {
        _folder.Write("audit.log", "");
        using var stream = OpenSchemes.Open("file://" + Path, Intake(_log, options: new() { OffsetFile = Path + ".place" }));
        foreach (var id in new[] { "a", "b", "c" })
        {
            Append(Line(id));
            Assert.Equal([Event(id)], stream.Read(1));
            Assert.Empty(stream.ReadOnce());
            File.Move(Path, Path + "." + id);
        }

        Assert.True(File.Exists(Path + ".place"));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("rejected", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_copied_and_truncated_and_has_grown_past_the_old_place_is_read_from_its_start()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        Append(Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        File.Copy(Path, Path + ".1");
        File.WriteAllText(Path, Line("b") + Line("c") + Line("d"));
        Assert.Equal([Event("b"), Event("c"), Event("d")], stream.Read(3));
        File.Move(Path, Path + ".2");
        _folder.Write("audit.log", Line("e"));
        Assert.Equal([Event("e")], stream.Read(1));
    }

    [Fact]
    public void A_file_between_two_rotations_is_read_while_the_current_file_is_still_empty()
    {
        _folder.Write("audit.log", Line("old"));
        using var stream = Follow();
        RotateTo("audit-1.log", Line("a"));
        RotateTo("audit-2.log", "");
        Assert.Equal([Event("a")], stream.Read(1));
        Append(Line("b"));
        Assert.Equal([Event("b")], stream.Read(1));
    }

    [Fact]
    public void A_file_between_two_rotations_that_is_deleted_while_the_one_before_it_is_read_is_read_too()
    {
        _folder.Write("audit.log", "");
        using var stream = Follow();
        string[] events = [.. Enumerable.Range(0, 1000).Select(i => Event($"{i}"))];
        Append(string.Join('\n', events) + "\n");
        RotateTo("audit-1.log", Line("a"));
        RotateTo("audit-2.log", Line("b"));
        RotateTo("audit-3.log", "");
        var read = stream.Read(1);
        File.Delete(_folder["audit-2.log"]);
        File.Delete(_folder["audit-3.log"]);
        read.AddRange(stream.Read(1002 - read.Count));
        Assert.Equal([.. events, Event("a"), Event("b")], read);
    }

    [Theory]
    [InlineData("file:///dev/zero")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/random")]
    public void A_device_is_not_read(string parameters)
    {
        var error = Assert.Throws<PluginException>(() => OpenSchemes.Open(parameters, Intake(_log)));
        Assert.EndsWith("cannot be read: it is a device; expected a file or a named pipe", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file://")]
    [InlineData("")]
    public void A_named_pipe_without_a_writer_blocks_nothing(string scheme)
    {
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [Path]))
        {
            pipe.WaitForExit();
        }

        using var stream = OpenSchemes.Open(scheme + Path, Intake(_log));
        Assert.Empty(stream.ReadOnce());
        using var writer = new FileStream(Path, FileMode.Open, FileAccess.Write);
        writer.Write(System.Text.Encoding.UTF8.GetBytes(Line("a")));
        writer.Flush();
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public void A_directory_that_appears_later_is_waited_for()
    {
        using var stream = OpenSchemes.Open($"file://{_folder["later"]}/audit.log", Intake(_log));
        Assert.Empty(stream.ReadOnce());
        Directory.CreateDirectory(_folder["later"]);
        Assert.Empty(stream.ReadOnce());
        File.WriteAllText(_folder["later/audit.log"], Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    [Fact]
    public void A_directory_that_Kubernetes_swaps_leads_to_the_new_file()
    {
        foreach (var (version, line) in new[] { ("one", ""), ("two", Line("b")) })
        {
            Directory.CreateDirectory(_folder[version]);
            File.WriteAllText(_folder[$"{version}/audit.log"], line);
        }

        File.CreateSymbolicLink(_folder["..data"], "one");
        File.CreateSymbolicLink(Path, "..data/audit.log");
        using var stream = Follow();
        File.AppendAllText(_folder["one/audit.log"], Line("a"));
        File.CreateSymbolicLink(_folder["..tmp"], "two");
        using (var rename = System.Diagnostics.Process.Start("mv", ["-T", _folder["..tmp"], _folder["..data"]]))
        {
            rename.WaitForExit();
        }

        Assert.Equal([Event("a"), Event("b")], stream.Read(2));
    }

    [Fact]
    public void A_restart_continues_where_it_stopped()
    {
        _folder.Write("audit.log", Line("old"));
        using (var stream = Remembering())
        {
            Append(Line("a") + Line("b"));
            Assert.Equal([Event("a"), Event("b")], stream.Read(2));
            Assert.Empty(stream.ReadOnce());
        }

        Append(Line("c"));
        using var next = Remembering();
        Assert.Equal([Event("c")], next.Read(1));
    }

    [Fact]
    public void What_the_host_may_not_have_read_is_delivered_again_after_a_restart()
    {
        _folder.Write("audit.log", "");
        using (var stream = Remembering())
        {
            Append(Line("a"));
            Assert.Equal([Event("a")], stream.Read(1));
            Append(Line("b"));
            Assert.Equal([Event("b")], stream.Read(1));
        }

        using var next = Remembering();
        Assert.Equal([Event("b")], next.Read(1));
    }

    [Fact]
    public void Where_the_host_reports_delivered_events_a_restart_repeats_those_that_are_not_delivered()
    {
        _folder.Write("audit.log", "");
        var context = Intake(_log, options: new() { OffsetFile = _folder["place"], DeliveredEvents = 0 });
        using (var stream = OpenSchemes.Open("file://" + Path, context))
        {
            foreach (var id in new[] { "a", "b", "c" })
            {
                Append(Line(id));
                Assert.Equal([Event(id)], stream.Read(1));
            }

            Assert.Empty(stream.ReadOnce());
            context.Options = context.Options with { DeliveredEvents = 1 };
        }

        using var next = Remembering();
        Assert.Equal([Event("b"), Event("c")], next.Read(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_nothing_was_delivered_in_the_first_run_the_next_one_begins_where_that_one_did(bool exists)
    {
        if (exists)
        {
            _folder.Write("audit.log", Line("old"));
        }

        using (var stream = OpenSchemes.Open("file://" + Path, Intake(_log, options: new() { OffsetFile = _folder["place"], DeliveredEvents = 0 })))
        {
            Append(Line("a"));
            Assert.Equal([Event("a")], stream.Read(1));
            Assert.Empty(stream.ReadOnce());
        }

        using var next = Remembering();
        Assert.Equal([Event("a")], next.Read(1));
    }

    [Fact]
    public void A_restart_finds_its_place_in_a_file_that_was_rotated_meanwhile()
    {
        _folder.Write("audit.log", Line("old"));
        using (var stream = Remembering())
        {
            Append(Line("a"));
            Assert.Equal([Event("a")], stream.Read(1));
            Assert.Empty(stream.ReadOnce());
        }

        Append(Line("b"));
        foreach (var (name, line) in new[] { ("1", "c"), ("2", "d") })
        {
            File.Move(Path, _folder[$"audit-{name}.log"]);
            File.SetLastWriteTimeUtc(_folder[$"audit-{name}.log"], DateTime.UtcNow);
            _folder.Write("audit.log", Line(line));
        }

        using var next = Remembering();
        Assert.Equal([Event("b"), Event("c"), Event("d")], next.Read(3));
    }

    [Fact]
    public void A_restart_reads_what_was_rotated_since_where_the_file_of_its_place_is_deleted()
    {
        _folder.Write("audit-old.log", Line("old"));
        File.SetLastWriteTimeUtc(_folder["audit-old.log"], DateTime.UtcNow.AddHours(-1));
        ReadAndStop();
        RotateTo("audit-1.log", Line("b"));
        RotateTo("audit-2.log", Line("c"));
        RotateTo("audit-3.log", Line("d"));
        File.Delete(_folder["audit-1.log"]);
        using var next = Remembering();
        Assert.Equal([Event("b"), Event("c"), Event("d")], next.Read(3));
        Assert.Single(_log.Lines, line => line.StartsWith("Warning: the file that the saved offset of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_reads_twice_if_times_do_not_tell_what_came_first(bool isDeleted)
    {
        ReadAndStop();
        RotateTo("audit-1.log", Line("b"));
        RotateTo("audit-2.log", Line("c"));
        File.SetLastWriteTimeUtc(_folder["audit-2.log"], File.GetLastWriteTimeUtc(_folder["audit-1.log"]));
        if (isDeleted)
        {
            File.Delete(_folder["audit-1.log"]);
        }

        using var next = Remembering();
        Assert.Equal([Event("b"), Event("c")], next.Read(2));
    }

    [Fact]
    public void A_restart_continues_in_the_copy_of_a_file_that_was_copied_and_truncated_meanwhile()
    {
        ReadAndStop();
        Append(Line("b"));
        foreach (var (name, line) in new[] { ("1", "c"), ("2", "d") })
        {
            File.Copy(Path, Path + "." + name);
            File.SetLastWriteTimeUtc(Path + "." + name, DateTime.UtcNow);
            File.WriteAllText(Path, Line(line));
        }

        using var next = Remembering();
        Assert.Equal([Event("b"), Event("c"), Event("d")], next.Read(3));
        Assert.Empty(next.ReadOnce());
    }

    [Theory]
    [InlineData("^.*$", "{")]
    [InlineData("^.*$", "{}")]
    [InlineData("^.*$", "[]")]
    [InlineData("\"offset\":\\d+", "\"offset\":-1")]
    [InlineData("\"offset\":\\d+", "\"offset\":99999999999999999999")]
    [InlineData("\"headLength\":\\d+", "\"headLength\":-1")]
    [InlineData("\"headLength\":\\d+", "\"headLength\":2147483647")]
    [InlineData("\"headHash\":\"\\w+\"", "\"headHash\":null")]
    [InlineData("\"path\":\"[^\"]+\"", "\"path\":null")]
    [InlineData("\"path\":\"[^\"]+\"", "\"path\":\"/another/file\"")]
    public void A_saved_offset_that_is_damaged_or_impossible_is_reported_and_set_aside_and_the_file_is_read_from_its_start(string pattern, string damaged)
    {
        SaveOffset();
        var saved = Regex.Replace(File.ReadAllText(_folder["place"]), pattern, damaged);
        File.WriteAllText(_folder["place"], saved);
        using var next = Remembering();
        Assert.Equal([Event("a")], next.Read(1));
        Assert.Single(
            _log.Lines,
            line => line.StartsWith($"Warning: the offset in offsetFile \"{_folder["place"]}\" cannot be used: ", StringComparison.Ordinal));
        Assert.Equal(saved, File.ReadAllText(_folder["place.unusable"]));
    }

    [Fact]
    public void A_file_whose_saved_offset_is_in_a_file_that_is_gone_is_read_from_its_start()
    {
        SaveOffset();
        File.WriteAllText(_folder["place"], File.ReadAllText(_folder["place"]).Replace("\"inode\":", "\"inode\":9", StringComparison.Ordinal));
        using var next = Remembering();
        Assert.Equal([Event("a")], next.Read(1));
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning: the file that the saved offset of", StringComparison.Ordinal));
    }

    [Fact]
    public void An_offset_file_that_is_a_named_pipe_does_not_block_the_start()
    {
        _folder.Write("audit.log", Line("a"));
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [_folder["place"]]))
        {
            pipe.WaitForExit();
        }

        using var stream = Remembering();
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.Contains(_log.Lines, line => line.Contains("it is a named pipe; expected a regular file", StringComparison.Ordinal));
    }

    [Fact]
    public void An_offset_that_cannot_be_saved_is_reported_once_and_following_continues()
    {
        _folder.Write("audit.log", "");
        using var stream = OpenSchemes.Open("file://" + Path, Intake(_log, options: new() { OffsetFile = "/proc/none/place" }));
        Append(Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
        stream.ReadOnce();
        stream.Dispose();
        Assert.Single(_log.Lines, line => line.StartsWith("Warning: the offset cannot be saved to offsetFile \"/proc/none/place\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("place")]
    [InlineData("no/such/directory/place")]
    public void Where_no_place_was_ever_saved_the_file_is_followed_from_its_end(string offsetFile)
    {
        _folder.Write("audit.log", Line("a"));
        using var stream = OpenSchemes.Open("file://" + Path, Intake(_log, options: new() { OffsetFile = _folder[offsetFile] }));
        Append(Line("b"));
        Assert.Equal([Event("b")], stream.Read(1));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public void A_followed_file_that_is_drained_ends_behind_what_is_there()
    {
        _folder.Write("audit.log", "");
        var intake = Intake(_log);
        using var stream = OpenSchemes.Open("file://" + Path, intake);
        Append(Line("a") + Line("b"));
        intake.Options = intake.Options with { Drain = true };
        Assert.Equal([Event("a"), Event("b")], stream.ReadToEnd());
    }

    [Fact]
    public void A_path_may_be_written_as_a_URL()
    {
        _folder.Write("my audit.log", "");
        using var stream = OpenSchemes.Open($"file://{_folder.Path}/my%20audit.log", Intake());
        File.AppendAllText(_folder["my audit.log"], Line("a"));
        Assert.Equal([Event("a")], stream.Read(1));
    }

    private static string Line(string id) => Event(id) + "\n";

    private void Append(string text) => File.AppendAllText(Path, text);

    // What is read last before the restart is "a". Its time is one that .NET can set again, and older than that of every file that comes later, however coarse
    // the clock.
    private void ReadAndStop()
    {
        _folder.Write("audit.log", "");
        using var stream = Remembering();
        Append(Line("a"));
        File.SetLastWriteTimeUtc(Path, DateTime.UtcNow.AddSeconds(-1));
        Assert.Equal([Event("a")], stream.Read(1));
        Assert.Empty(stream.ReadOnce());
    }

    private void SaveOffset()
    {
        _folder.Write("audit.log", Line("a"));
        using var stream = Remembering();
        stream.ReadOnce();
    }

    private void RotateTo(string name, string text)
    {
        File.Move(Path, _folder[name]);
        _folder.Write("audit.log", text);
    }

    private SourceStream Remembering() => OpenSchemes.Open("file://" + Path, Intake(_log, options: new() { OffsetFile = _folder["place"] }));

    private SourceStream Follow() => OpenSchemes.Open("file://" + Path, Intake(_log));
}
