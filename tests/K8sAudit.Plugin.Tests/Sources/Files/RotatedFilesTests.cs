using K8sAudit.Plugin.Native;
using K8sAudit.Plugin.Sources.Files;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class RotatedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["audit.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_beside_the_current_file_is_older_even_if_it_was_written_later()
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
    public void A_file_beside_one_that_was_renamed_may_be_newer()
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
    public void A_file_that_appears_beside_the_followed_file_is_found_at_the_next_check_whatever_the_resolution_of_the_clock()
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
