using FalcoPlugin.Sdk;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Sources.Files;
using static K8sAudit.Plugin.Tests.Streams;

namespace K8sAudit.Plugin.Tests.Sources.Files;

public sealed class InputFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Several_inputs_are_read_in_their_order()
    {
        Write("b", "a", "x/c");
        Assert.Equal(["b", "a", "c"], Read("{}/b", "{}/a", "{}/x/c"));
    }

    [Theory]
    [InlineData("{}/*.log", "a.log", "b.log")]
    [InlineData("{}/?.log", "a.log", "b.log")]
    [InlineData("{}/[b-z].log", "b.log")]
    [InlineData("{}/[!b-z].log", "a.log")]
    [InlineData("{}/**/*.log", "a.log", "b.log", "x/c.log", "x/y/d.log")]
    [InlineData("{}/x/**", "x/c.log", "x/c.txt", "x/y/d.log")]
    [InlineData("{}/*/*.log", "x/c.log")]
    [InlineData("{}/.hid*/*", ".hidden/e.log")]
    [InlineData("{}/x/../*.log", "x/../a.log", "x/../b.log")]
    public void A_pattern_stands_for_files_in_the_order_of_their_paths(string pattern, params string[] expected)
    {
        Write("b.log", "a.log", "x/c.log", "x/c.txt", "x/y/d.log", ".hidden/e.log", "x/.f.log");
        Assert.Equal(expected.Select(path => _folder[path]), InputFiles.Find([Fill(pattern)], Assert.Fail).Select(file => file.Path));
    }

    [Fact]
    public void A_relative_pattern_gives_relative_paths()
    {
        var files = InputFiles.Find(["*.dll"], Assert.Fail).Select(file => file.Path).ToList();
        Assert.Contains("libk8saudit.dll", files);
    }

    [Fact]
    public void A_path_that_exists_is_not_a_pattern()
    {
        Write("[ab].log", "a.log", "b.log");
        Assert.Equal(["[ab].log"], Read("{}/[ab].log"));
    }

    [Fact]
    public void A_directory_is_read_with_all_directories_below_it_without_hidden_files()
    {
        Write("c", "x/b", "x/y/a", ".hidden", ".git/x");
        var time = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(_folder["x/y/a"], time.AddHours(-3));
        File.SetLastWriteTimeUtc(_folder["x/b"], time.AddHours(-2));
        Assert.Equal(["a", "b", "c"], Read("{}"));
    }

    [Fact]
    public void A_symbolic_link_does_not_lead_in_a_circle_and_a_file_is_read_once()
    {
        Write("x/a");
        File.CreateSymbolicLink(_folder["x/circle"], _folder.Path);
        File.CreateSymbolicLink(_folder["x/current"], _folder["x/a"]);
        Assert.Equal(["a"], Read("{}"));
        Assert.Equal(["a"], Read("{}/**/*", "{}"));
    }

    /// <summary>It may be removed while the directories above it are listed; root may read all others.</summary>
    [Fact]
    public void A_directory_that_cannot_be_read_is_left_out_with_a_warning()
    {
        List<string> warnings = [];
        Assert.Empty(new DirectoryTree(warnings.Add).Entries(_folder["removed"]));
        Assert.StartsWith(Fill("\"{}/removed\" cannot be read: "), Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_input_is_an_error_that_names_it_and_nothing_is_read()
    {
        Write("a");
        var error = Assert.Throws<PluginException>(() => Read("{}/a", "{}/missing"));
        Assert.StartsWith(Fill("\"{}/missing\" does not exist"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_name_the_file()
    {
        Write("a");
        File.WriteAllText(_folder["b"], $"{Event("b")}\n{{\"kind\":\"Pod\",\"auditID\":\"d\"}}\n");
        Assert.Equal(["a", "b"], Read("{}/a", "{}/b"));
        Assert.StartsWith(Fill("Warning: {}/b:2: "), Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_counts_the_bytes_of_all_inputs()
    {
        Write("a", "b");
        using var stream = OpenSchemes.Open(Fill("{}/a\n{}/b"), Intake());
        using var plugin = new K8sAuditPlugin(Intake());
        Assert.Equal(new Progress(0, "0.0% of 2 files (0 B of 62 B)"), plugin.GetProgress(stream));
        stream.ReadToEnd();
        Assert.Equal(new Progress(1, "100.0% of 2 files (62 B of 62 B)"), plugin.GetProgress(stream));
    }

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
            File.WriteAllText(_folder[path], Event(Path.GetFileNameWithoutExtension(path) is { Length: > 0 } name && path[0] != '[' ? name : path) + "\n");
        }
    }

    private List<string> Read(params string[] inputs)
    {
        using var stream = OpenSchemes.Open(Fill(string.Join('\n', inputs)), Intake(_log));
        return [.. stream.ReadToEnd().Select(text => text.Split('"')[^2])];
    }

    private string Fill(string text) => text.Replace("{}", _folder.Path, StringComparison.Ordinal);
}
