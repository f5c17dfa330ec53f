using K8sAudit.Plugin.Native;
using K8sAudit.Plugin.Sources.Files;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class RotatedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["audit.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_stands_beside_the_present_file_came_before_it_even_if_it_was_written_later()
    {
        var present = Posix.StatusOf(_folder.Write("audit.log", "b"));
        _folder.Write("audit-1.log", "a");
        File.SetLastWriteTimeUtc(_folder["audit-1.log"], DateTime.UtcNow.AddHours(1));
        Assert.Equal([_folder["audit-1.log"]], new RotatedFiles(Path, "").FindUnread(olderThan: present));
    }

    [Fact]
    public void Once_the_file_has_another_name_the_time_tells_what_came_before_it()
    {
        var former = Posix.StatusOf(_folder.Write("audit.log", "b"));
        File.Move(Path, _folder["audit-2.log"]);
        _folder.Write("audit.log", "d");
        foreach (var (name, hours) in new[] { ("audit-1.log", -1), ("audit-3.log", 1) })
        {
            _folder.Write(name, "a");
            File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow.AddHours(hours));
        }

        Assert.Equal([_folder["audit-1.log"]], new RotatedFiles(Path, "").FindUnread(olderThan: former));
    }

    [Fact]
    public void What_stands_beside_a_file_that_has_the_followed_name_no_more_may_have_come_after_it()
    {
        var former = Posix.StatusOf(_folder.Write("audit.log", "a"));
        File.Move(Path, _folder["audit-1.log"]);
        _folder.Write("audit-2.log", "b");
        _folder.Write("audit.log", "c");
        var rotated = new RotatedFiles(Path, "");
        rotated.Remember(former);
        rotated.RememberBeside(former);
        Assert.Equal([_folder["audit-2.log"]], rotated.FindUnread());
    }

    [Fact]
    public void What_comes_to_stand_beside_the_followed_file_is_seen_at_the_next_look_however_coarse_the_clock()
    {
        var present = Posix.StatusOf(_folder.Write("audit.log", "a"));
        var time = DateTime.UtcNow.AddSeconds(-1);
        Directory.SetLastWriteTimeUtc(_folder.Path, time);
        var rotated = new RotatedFiles(Path, "");
        rotated.RememberBeside(present);
        _folder.Write("audit.log.bak", "a");
        Directory.SetLastWriteTimeUtc(_folder.Path, time);
        rotated.RememberBeside(present);
        Assert.Empty(rotated.FindUnread());
    }
}
