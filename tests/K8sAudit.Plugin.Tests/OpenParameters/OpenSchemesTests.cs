using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.OpenParameters;

public sealed class OpenSchemesTests : IDisposable
{
    private const string Known = "http://<host>:<port>/<path>, https://<host>:<port>/<path>, file://<path>, -, <path>";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", $"open_params is empty; expected one of {Known}")]
    [InlineData("  ", $"open_params is empty; expected one of {Known}")]
    [InlineData("ws://host/", $"the scheme \"ws://\" is not known; expected one of {Known}")]
    [InlineData("https+unix://x", $"the scheme \"https+unix://\" is not known; expected one of {Known}")]
    [InlineData("{}/none", "\"{}/none\" does not exist; give the path of an audit log with one JSON event a line, or file://{}/none to wait for it")]
    [InlineData("{}", "the directory \"{}\" has no files; give one that holds audit logs")]
    [InlineData("file://{}", "\"{}\" is a directory and cannot be followed; give one file, or the directory without file:// to read all its files once")]
    [InlineData(
        "{}/a.lz4",
        "\"{}/a.lz4\" cannot be read: it is compressed (lz4), which is not read; decompress it, or compress it with gzip, zstd, xz, bzip2 or zip")]
    [InlineData("{}/*.log", "no file matches \"{}/*.log\"; * stands for any characters of a name, ** for any directories, and hidden files are not matched")]
    [InlineData("-\n-", "- (standard input) is named more than once; it can be read once")]
    [InlineData("file://", "invalid file URL \"file://\": it has no path; expected file:///path/to/audit.log")]
    [InlineData("FILE://", "invalid file URL \"FILE://\": it has no path; expected file:///path/to/audit.log")]
    [InlineData("file:///a%00b", "invalid path \"/a\\0b\": it has a NUL character (%00)")]
    [InlineData("/a\0b", "invalid path \"/a\\0b\": it has a NUL character (%00)")]
    public void What_cannot_be_opened_is_an_error_that_says_what_to_do(string parameters, string message)
    {
        if (parameters.EndsWith("lz4", StringComparison.Ordinal))
        {
            File.WriteAllBytes(_folder["a.lz4"], [0x04, 0x22, 0x4d, 0x18]);
        }

        var error = Assert.Throws<PluginException>(() => OpenSchemes.Open(Fill(parameters), Intake()));
        Assert.Equal(Fill(message), error.Message);
    }

    [Theory]
    [InlineData("1://a")]
    [InlineData("a b://c")]
    public void A_path_may_look_strange(string name)
    {
        Directory.CreateDirectory(_folder[name[..name.IndexOf('/', StringComparison.Ordinal)]]);
        _folder.Write(name, Event("a"));
        using var stream = OpenSchemes.Open($" {_folder[name]}\n", Intake());
        Assert.Equal([Event("a")], stream.ReadToEnd());
    }

    [Theory]
    [InlineData("http://user:s3cret@host:80/path")]
    [InlineData("https://user:s3cret@host:80/path")]
    [InlineData("http://user:s3cret@host/path")]
    [InlineData("http://user:s3cret@[::1]:80/path")]
    [InlineData("http://user:s3/cret@host:80/path")]
    [InlineData("http://user:s3?cret@host:80/path")]
    [InlineData("http://user:s3#cret@host:80/path")]
    [InlineData("http://user:s3@cret@host:80/path")]
    [InlineData("http://s3cret@host:80/path")]
    [InlineData("http:/user:s3cret@host:80/path")]
    [InlineData("nats://user:s3cret@host:80/path")]
    [InlineData("1http://user:s3cret@host:80/path")]
    [InlineData("user:s3cret@host:80/path")]
    [InlineData("//user:s3cret@host:80/path")]
    [InlineData("file://user:s3cret@host/path")]
    [InlineData("file://user:s3cret@host")]
    public void A_password_is_in_no_message(string parameters)
    {
        var log = new RecordingLog();
        var error = Assert.Throws<PluginException>(() => OpenSchemes.Open(parameters, Intake(log)));
        Assert.DoesNotContain("s3", error.Message + string.Concat(log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("cret", error.Message + string.Concat(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/var/log/{0}:a@b.log")]
    [InlineData("{0}@b.log")]
    [InlineData("./{0}:a@b.log")]
    public void A_path_with_an_at_sign_is_shown_in_full(string path)
    {
        path = path.Replace("{0}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
        var error = Assert.Throws<PluginException>(() => OpenSchemes.Open(path, Intake()));
        Assert.StartsWith($"\"{path}\" does not exist", error.Message, StringComparison.Ordinal);
    }

    private string Fill(string text) => text.Replace("{}", _folder.Path, StringComparison.Ordinal);
}
