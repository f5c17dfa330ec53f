using System.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

/// <summary>Configuration files that cannot be read, are not YAML, or are made to cost memory or time.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a: [", "falco.yaml:1:5: Invalid YAML")]
    [InlineData("a: 'b", "falco.yaml:1:4: Invalid YAML")]
    [InlineData("a: \"\\q\"", "falco.yaml:1:4: Invalid YAML")]
    [InlineData("a: b: c", "falco.yaml:1:5: Invalid YAML")]
    [InlineData("a: !<", "falco.yaml:1:")]
    [InlineData("%YAML 9.9\n---\na: b", "falco.yaml:")]
    [InlineData("? [a]\n: b", "falco.yaml:1:3: Invalid YAML: a key must be a string")]
    [InlineData("a: *b", "the alias '*b' has no anchor '&b' before it")]
    [InlineData("a: &b [*b]", "the alias '*b' is inside its own anchor '&b'")]
    [InlineData("just text", "falco.yaml:1:1: expected a mapping at the top of the configuration, found 'just text'")]
    public void Text_that_is_not_a_configuration_is_an_error_with_its_location(string text, string expected) =>
        Assert.Contains(expected, Refused(_folder.Write("falco.yaml", text)), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_an_error_with_their_offset()
    {
        var file = Path.Combine(_folder.Path, "falco.yaml");
        File.WriteAllBytes(file, [.. "json_output: true # "u8, 0xE9, .. "\n"u8]);

        Assert.Contains("not valid UTF-8: unexpected byte 0xE9 at offset 20", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_an_error() => Assert.StartsWith($"configuration file {_folder.Path}: ", Refused(_folder.Path), StringComparison.Ordinal);

    [Fact]
    public void A_device_without_end_is_an_error() => Assert.Contains("expected a regular file", Refused("/dev/zero"), StringComparison.Ordinal);

    /// <summary>Each line is a list of nine times the line before: 597 bytes, and a billion values.</summary>
    [Fact]
    public void Nested_aliases_are_an_error()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 10; i++)
        {
            text.Append(FormattableString.Invariant($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        }

        Assert.Contains(
            "with its aliases expanded, the file has more than 100000 nodes",
            Refused(_folder.Write("falco.yaml", text.ToString())),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_of_a_long_string_are_an_error() =>
        Assert.Contains(
            "the values up to here have more than 16777216 characters",
            Refused(_folder.Write("falco.yaml", $"a: &a {new string('x', 1 << 20)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 50))}]")),
            StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_an_error() =>
        Assert.Contains(
            "nested more than 64 levels deep",
            Refused(_folder.Write("falco.yaml", $"a: {new string('[', 10_000)}{new string(']', 10_000)}")),
            StringComparison.Ordinal);

    [Fact]
    public void A_deep_path_of_the_command_line_is_an_error()
    {
        var path = string.Join('.', Enumerable.Repeat("a", 10_000));

        var error = Assert.Throws<UserError>(() => new ConfigurationLoader(_ => null, Some.Log()).Load(null, [$"plugins[0].init_config.{path}=x"]));

        Assert.Contains("expected at most 64 levels, found 10003", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_first_document_counts_and_a_warning_names_the_others()
    {
        var log = Some.Log(out var lines);
        var file = _folder.Write("falco.yaml", "{plugins: [{name: a, library_path: a}], priority: error}\n---\npriority: debug\n");

        Assert.Equal("Error", new ConfigurationLoader(_ => null, log).Load(file, []).MinimumPriority.ToString());
        Assert.Contains($"{file}:3:1: a configuration file has one document", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_holds_for_an_included_file()
    {
        var included = _folder.Write("included.yaml", "a: [");

        Assert.Contains("included.yaml:1:5: Invalid YAML", Refused(_folder.Write("falco.yaml", $"config_files: [{included}]")), StringComparison.Ordinal);
    }

    private static string Refused(string file) => Assert.Throws<UserError>(() => new ConfigurationLoader(_ => null, Some.Log()).Load(file, [])).Message;
}
