using System.IO.Pipes;
using K8sAudit.Runner.Files;

namespace K8sAudit.Runner.Tests.Files;

public sealed class FileFingerprintTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_from_a_pipe_never_counts_as_changed()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);

        Assert.True(FileFingerprint.IsUnchanged($"/proc/self/fd/{pipe.GetClientHandleAsString()}", "text"));
        Assert.False(FileFingerprint.IsUnchanged(_folder.Write("falco.yaml", "other"), "text"));
        Assert.False(FileFingerprint.IsUnchanged(Path.Combine(_folder.Path, "missing.yaml"), "text"));
    }

    [Fact]
    public void Another_content_of_a_file_in_a_directory_makes_another_fingerprint()
    {
        _folder.Write("rules/a.yaml", "one");
        string[] paths = [Path.Combine(_folder.Path, "rules")];
        var before = FileFingerprint.Of(paths);

        _folder.Write("rules/a.yaml", "one");
        Assert.Equal(before, FileFingerprint.Of(paths));
        _folder.Write("rules/a.yaml", "two");
        Assert.NotEqual(before, FileFingerprint.Of(paths));
    }

    [Fact]
    public void Of_a_file_that_is_too_large_for_any_use_only_size_and_time_count()
    {
        var file = _folder.Write("rules.yaml", "");
        var one = Large(file, 'a', 100_000_000);
        var two = Large(file, 'b', 100_000_000);
        Assert.Equal(one, two);
        Assert.NotEqual(one, Large(file, 'a', 100_000_001));
    }

    private static string Large(string path, char first, long size)
    {
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(size);
            file.WriteByte((byte)first);
        }

        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        return FileFingerprint.Of([path]);
    }
}
