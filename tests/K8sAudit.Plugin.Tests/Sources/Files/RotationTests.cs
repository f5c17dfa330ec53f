using System.Text;
using K8sAudit.Plugin.OpenParameters;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

/// <summary>A file that is written in bursts and rotated again and again while it is followed.</summary>
public sealed class RotationTests : IDisposable
{
    private const int Rotations = 12;
    private const int LinesOfAFile = 1000;

    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Path => _folder["audit.log"];

    public void Dispose() => _folder.Dispose();

    // As the API server rotates: the file is renamed, and the next line creates its successor.
    [Theory]
    [InlineData(12, 1000, 1)]
    [InlineData(12, 1000, 7)]
    [InlineData(12, 1000, 1000)]
    [InlineData(400, 30, 30)]
    public async Task Every_line_comes_once_while_the_file_is_renamed_under_its_writer(int files, int linesOfAFile, int burst)
    {
        _folder.Write("audit.log", "");
        using var stream = OpenSchemes.Open("file://" + Path, Intake(_log));
        var writing = Task.Run(() =>
        {
            for (var file = 0; file < files; file++)
            {
                using (var writer = OpenToWrite())
                {
                    Write(writer, Events(file, linesOfAFile), burst);
                }

                if (file < files - 1)
                {
                    File.Move(Path, _folder[$"audit-2026-11-24T10-00-00.{file:000}.log"]);
                }
            }
        }, TestContext.Current.CancellationToken);
        var read = stream.Read(files * linesOfAFile);
        await writing;
        Assert.Equal(Enumerable.Range(0, files).SelectMany(file => Events(file, linesOfAFile)), read);
        Assert.Empty(stream.ReadOnce());
    }

    // What is between the reader and the truncation is gone, as for every reader of such a file: the writer waits for it here, and says when it may be lost.
    [Fact]
    public void Every_line_comes_once_while_the_file_is_copied_and_truncated_behind_its_reader()
    {
        _folder.Write("audit.log", "");
        using var stream = OpenSchemes.Open("file://" + Path, Intake(_log));
        using var writer = OpenToWrite();
        var read = new List<string>();
        for (var file = 0; file < Rotations; file++)
        {
            foreach (var events in Events(file).Chunk(333))
            {
                Write(writer, events, 333);
                read.AddRange(stream.ReadOnce());
            }

            read.AddRange(stream.Read(((file + 1) * LinesOfAFile) - read.Count));
            File.Copy(Path, _folder[$"audit.log.{file}"]);
            writer.SetLength(0);
        }

        Assert.Equal(Enumerable.Range(0, Rotations).SelectMany(file => Events(file)), read);
        Assert.Empty(stream.ReadOnce());
    }

    // Not behind it: then lines may be missing, and none comes twice or in pieces.
    [Fact]
    public async Task No_line_comes_twice_or_in_pieces_while_the_file_is_truncated_under_its_reader()
    {
        _folder.Write("audit.log", "");
        var intake = Intake(_log);
        using var stream = OpenSchemes.Open("file://" + Path, intake);
        var writing = Task.Run(() =>
        {
            using var writer = OpenToWrite();
            for (var file = 0; file < Rotations; file++)
            {
                Write(writer, Events(file), 7);
                if (file < Rotations - 1)
                {
                    writer.SetLength(0);
                }
            }
        }, TestContext.Current.CancellationToken);
        var (read, last) = (new List<string>(), Event($"{Rotations - 1}-{LinesOfAFile - 1}"));
        while (!read.Contains(last))
        {
            read.AddRange(stream.ReadOnce());
        }

        await writing;
        var all = Enumerable.Range(0, Rotations).SelectMany(file => Events(file)).ToHashSet();
        Assert.Equal(read.Count, intake.Counters.Received);
        Assert.Distinct(read);
        Assert.All(read, line => Assert.Contains(line, all));
        Assert.Equal(Events(Rotations - 1), read.TakeLast(LinesOfAFile));
    }

    private static string[] Events(int file, int lines = LinesOfAFile) => [.. Enumerable.Range(0, lines).Select(line => Event($"{file}-{line}"))];

    private static void Write(FileStream file, string[] events, int burst)
    {
        foreach (var lines in events.Chunk(burst))
        {
            file.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        }
    }

    private FileStream OpenToWrite() => new(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
