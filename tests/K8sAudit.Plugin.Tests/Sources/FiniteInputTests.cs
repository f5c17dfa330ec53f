using System.Text;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources;
using K8sAudit.Plugin.Sources.Files;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources;

/// <summary>The progress of a stream tells the host whether its input is finite.</summary>
public sealed class FiniteInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    // Opening a FIFO to read waits until another handle can write to it.
    private FileStream? _writer;

    public void Dispose()
    {
        _writer?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("file", true)]
    [InlineData("directory", true)]
    [InlineData("link to a file", true)]
    [InlineData("FIFO", false)]
    [InlineData("character device", false)]
    [InlineData("followed file", false)]
    [InlineData("webhook", false)]
    public void Only_files_and_directories_that_are_read_to_their_end_are_finite(string input, bool isFinite)
    {
        using var stream = OpenSchemes.Open(ParametersOf(input), Intake());
        AssertIsFinite(isFinite, stream);
    }

    [Theory]
    [InlineData("file", true)]
    [InlineData("FIFO", false)]
    [InlineData("character device", false)]
    public void Standard_input_is_finite_if_it_is_a_file(string input, bool isFinite)
    {
        var context = Intake();
        using var stream = new InputStream(context, new FilesInput(context, ["-"], File.OpenHandle(ParametersOf(input))));
        AssertIsFinite(isFinite, stream);
    }

    [Fact]
    public void A_drained_pipe_ends_behind_what_was_written_to_it()
    {
        var context = Intake();
        var path = ParametersOf("FIFO");
        using var stream = OpenSchemes.Open(path, context);
        _writer!.Write(Encoding.UTF8.GetBytes($"{Event("a")}\n{Event("b")}\n"));
        context.Options = context.Options with { Drain = true };
        Assert.Equal([Event("a"), Event("b")], stream.ReadToEnd());
    }

    private static void AssertIsFinite(bool isFinite, SourceStream stream)
    {
        using var plugin = new K8sAuditPlugin(Intake());
        var progress = plugin.GetProgress(stream);
        Assert.Equal((isFinite, 0), (progress.Text.Length > 0, progress.Fraction));
        Assert.True(isFinite || progress == Progress.None);
    }

    private string ParametersOf(string input)
    {
        var file = _folder.Write("logs/audit.log", Event("a") + "\n");
        switch (input)
        {
            case "file":
                return file;
            case "directory":
                return _folder["logs"];
            case "link to a file":
                return File.CreateSymbolicLink(_folder["link"], file).FullName;
            case "FIFO":
                ChildProcess.Run("mkfifo", _folder["fifo"]);
                _writer = new FileStream(_folder["fifo"], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
                return _folder["fifo"];
            case "character device":
                return "/dev/null";
            case "followed file":
                return "file://" + file;
            default:
                return "http://127.0.0.1:0/";
        }
    }
}
