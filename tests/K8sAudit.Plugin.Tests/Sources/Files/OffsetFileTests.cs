using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Native;
using K8sAudit.Plugin.Sources.Files;
using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Tests.Sources.Files;

/// <summary>The file that holds how far a followed file has been read.</summary>
public sealed class OffsetFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_content_is_on_the_disk_before_it_gets_its_name_and_the_name_after_that()
    {
        var path = _folder.Write("offset", "old");
        var steps = new List<string>();
        new OffsetFile(path, _log, Record).Save(Checkpoint(7));
        Assert.Equal(["Regular with the offset while the old content has the name", "Directory while the new content has the name"], steps);
        Assert.Equal(7, new OffsetFile(path, _log).Load("/audit.log")!.Offset);

        void Record(SafeFileHandle handle)
        {
            var named = File.ReadAllText(path) == "old" ? "old" : "new";
            var kind = Posix.StatusOf(handle)!.Value.Kind;
            var written = kind == FileKind.Regular && File.ReadAllText(path + DurableFile.NewSuffix).EndsWith("\"offset\":7}", StringComparison.Ordinal);
            steps.Add($"{kind} {(written ? "with the offset " : "")}while the {named} content has the name");
        }
    }

    [Fact]
    public void An_offset_that_cannot_be_flushed_to_the_disk_leaves_the_old_one_and_is_reported()
    {
        var path = _folder["offset"];
        new OffsetFile(path, _log).Save(Checkpoint(7));
        new OffsetFile(path, _log, _ => throw new IOException("Input/output error")).Save(Checkpoint(8));
        Assert.Equal(7, new OffsetFile(path, _log).Load("/audit.log")!.Offset);
        Assert.Equal(
            $"Warning: the offset cannot be saved to offsetFile \"{path}\": Input/output error; a restart continues at the offset that was saved before",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var path = _folder.Write("offset", new string(' ', SmallFile.MaxBytes + 1));
        var error = Assert.Throws<PluginException>(() => new OffsetFile(path, _log).Load("/audit.log"));
        Assert.Contains("it is larger than 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    private static FileCheckpoint Checkpoint(long offset) => new("/audit.log", default, 0, 0, "", offset);
}
