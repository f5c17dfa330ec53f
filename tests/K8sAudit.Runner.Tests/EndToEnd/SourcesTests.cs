namespace K8sAudit.Runner.Tests.EndToEnd;

/// <summary>Several plugins at once.</summary>
public sealed class SourcesTests : RunnerTest
{
    [Fact]
    public void Two_sources_are_read_at_once_each_with_its_own_rules_and_fields()
    {
        var (code, output, errors) = RunWithTwoSources();

        Assert.Equal(0, code);
        Assert.Contains("Any n1\n", output, StringComparison.Ordinal);
        Assert.Contains("Other 4\n", output, StringComparison.Ordinal);
        Assert.Contains("(sample) Elapsed time: ", errors, StringComparison.Ordinal);
        Assert.Contains("(other) Elapsed time: ", errors, StringComparison.Ordinal);
        Assert.Contains("Events detected: 8\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--enable-source", "other", 5)]
    [InlineData("--disable-source", "other", 3)]
    [InlineData("--disable-source", "syscall", 8)]
    public void Sources_are_selected_by_options(string option, string source, int detected) =>
        Assert.Contains($"Events detected: {detected}\n", RunWithTwoSources(option, source).Output, StringComparison.Ordinal);

    [Fact]
    public void Two_plugins_with_the_same_field_are_named_in_a_warning_and_the_first_one_is_used()
    {
        var (code, output, errors) = Run(
            "1",
            "-o",
            $"plugins[]={{name: twin, library_path: {SamplePlugin.Library(SamplePlugin.Text("PLUGIN_NAME", "twin"), "EXTRACTOR_ONLY")}}}");

        Assert.Equal(0, code);
        Assert.Contains("Any n0\n", output, StringComparison.Ordinal);
        Assert.Contains("field 'sample.number' of source 'sample' is read by 'sample' and by 'twin'; the first one counts", errors, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Errors) RunWithTwoSources(params string[] arguments)
    {
        var library = SamplePlugin.Library(
            SamplePlugin.Text("PLUGIN_NAME", "other"),
            SamplePlugin.Text("SOURCE_NAME", "other"),
            "PLUGIN_ID=7",
            SamplePlugin.Text("FIELDS", """[{"type":"uint64","name":"other.number","desc":"d"}]"""));
        var rules = Folder.Write(
            "other.yaml",
            "- {rule: Other, desc: d, source: other, condition: other.number >= 0, output: Other %other.number, priority: INFO}");
        return Run(["-o", $"plugins[]={{name: other, library_path: {library}, open_params: '5'}}", "-o", $"rules_files[]={rules}", .. arguments]);
    }
}
