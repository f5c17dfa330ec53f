using FalcoPlugin.Testing;

namespace MyPlugin.Tests;

/// <summary>What a host expects of every plugin, and the values of the fields of this one.</summary>
public sealed class ConformanceTests
{
    private static readonly string _input = Path.Combine(Path.GetTempPath(), $"myplugin-{Environment.ProcessId}.txt");

    static ConformanceTests() => File.WriteAllText(_input, "first\nsecond line\n");

    // ExportedPlugin.Load("libmyplugin.so") tests the published library instead.
    private static PluginCase Case => new(() => ExportedPlugin.Of(typeof(LinesPlugin).Assembly)) { Input = _input, InvalidInput = "/does/not/exist" };

    public static TheoryData<string> Checks => [.. ConformanceSuite.ChecksOf(Case).Select(check => check.Sentence)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void It_passes_the_conformance_suite(string sentence) => ConformanceSuite.ChecksOf(Case).Single(check => check.Sentence == sentence).Run();

    [Fact]
    public void Each_line_is_an_event_with_its_text()
    {
        using var client = new PluginClient(ExportedPlugin.Of(typeof(LinesPlugin).Assembly));
        var plugin = client.Init();
        var text = client.Fields().Single(field => field.Name == "myplugin.text");

        var values = client.ReadAll(plugin, _input).Select((e, index) => client.Extract(plugin, e, text, number: (ulong)index + 1)!.Single());

        Assert.Equal(["first", "second line"], values);
        client.Destroy(plugin);
    }
}
