using System.Text;
using System.Text.Json;
using FalcoRules.Loading;
using FalcoRules.Report;
using FalcoRules.Text;
using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Report;

public sealed class ValidationReportTests
{
    private static readonly SourceText _good = new("good.yaml", Rule());
    private static readonly SourceText _bad = new(
        "bad.yaml",
        "- rule: B\n  desc: d\n  condition: >\n    ka.verb = get\n    and ka.nope = x\n  output: o\n  priority: INFO\n  source: k8s_audit\n  typo: x\n");
    private static readonly SourceText _doubtful = new("doubtful.yaml", "- macro: m\n  condition: ka.verb = x\n");

    [Fact]
    public void The_text_report_has_a_result_for_each_file_followed_by_its_diagnostics()
    {
        var output = new StringWriter { NewLine = "\n" };
        Report(_good, _bad).WriteText(output);

        Assert.Equal(
            """
            gone.yaml: Invalid
            gone.yaml: error: There is no such file or directory. [LOAD_ERR_FILE_READ]
            good.yaml: Ok
            bad.yaml: Invalid
            bad.yaml:5:9: error: The event source 'k8s_audit' has no field 'ka.nope'. [LOAD_ERR_COMPILE_CONDITION] (rule 'B')
                  and ka.nope = x
                      ^^^^^^^
            bad.yaml:9:3: warning: A rule has no key 'typo'; it is ignored. [LOAD_UNKNOWN_KEY] (rule 'B')
                typo: x
                ^^^^

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    [Fact]
    public void A_file_with_only_warnings_is_valid()
    {
        var output = new StringWriter { NewLine = "\n" };
        var report = new ValidationReport([_doubtful], RulesLoader.Load([_doubtful], Everything).Diagnostics);
        report.WriteText(output);

        Assert.True(report.Succeeded);
        Assert.StartsWith("doubtful.yaml: Ok, with warnings\n", output.ToString(), StringComparison.Ordinal);
        Assert.False(Report(_bad).Succeeded);
    }

    [Fact]
    public void The_JSON_report_has_the_form_of_Falco()
    {
        var results = Json(Report(_good, _bad)).GetProperty("falco_load_results");

        Assert.Equal(
            ["gone.yaml False", "good.yaml True", "bad.yaml False"],
            results.EnumerateArray().Select(file => $"{file.GetProperty("name").GetString()} {file.GetProperty("successful").GetBoolean()}"));
        var error = results[2].GetProperty("errors")[0];
        Assert.Equal("LOAD_ERR_COMPILE_CONDITION", error.GetProperty("code").GetString());
        Assert.Equal("A condition cannot be compiled", error.GetProperty("codedesc").GetString());
        Assert.Equal("The event source 'k8s_audit' has no field 'ka.nope'.", error.GetProperty("message").GetString());
        Assert.Equal("    and ka.nope = x\n        ^\n", error.GetProperty("context").GetProperty("snippet").GetString());
        Assert.Equal(
            [
                "rules content '' bad.yaml 0:0 0",
                "rule 'B' bad.yaml 0:2 2",
                "rule condition '' bad.yaml 2:2 22",
                "condition expression '' bad.yaml 4:8 61",
            ],
            Locations(error));
        Assert.Equal(
            [
                "rules content '' bad.yaml 0:0 0",
                "rule 'B' bad.yaml 0:2 2",
                $"value for 'typo' bad.yaml 8:2 {_bad.Text.IndexOf("typo", StringComparison.Ordinal)}",
            ],
            Locations(results[2].GetProperty("warnings")[0]));
        Assert.Equal("LOAD_ERR_FILE_READ", results[0].GetProperty("errors")[0].GetProperty("code").GetString());
    }

    /// <summary>Falco's keys and their order (rule_loader.cpp, result::as_json, context::as_json).</summary>
    [Fact]
    public void The_JSON_report_has_the_keys_of_Falco_in_the_same_order()
    {
        var results = Json(Report(_good, _bad)).GetProperty("falco_load_results");
        var error = results[2].GetProperty("errors")[0];

        Assert.Equal("errors name successful warnings", Keys(results[0]));
        Assert.Equal("errors name schema_valid schema_warnings successful warnings", Keys(results[1]));
        Assert.Equal("code codedesc context message", Keys(error));
        Assert.Equal("locations snippet", Keys(error.GetProperty("context")));
        Assert.Equal("item_name item_type position", Keys(error.GetProperty("context").GetProperty("locations")[0]));
        Assert.Equal("column line name offset", Keys(error.GetProperty("context").GetProperty("locations")[0].GetProperty("position")));
    }

    [Theory]
    [InlineData("- {list: l, items: []}", true, "")]
    [InlineData("- {list: l, items: [], thing: x}", false, "failed for f.yaml:1:24: A list has no key 'thing'; it is ignored.")]
    [InlineData("- {thing: x}", false, "failed for f.yaml:1:4: ")]
    [InlineData("- {list: l, items: x}", false, "failed for f.yaml:1:20: 'items' must be a sequence")]
    [InlineData("- {macro: m, condition: ka.nope ==}", true, "")]
    [InlineData("- [", null, null)]
    public void Schema_validation_covers_the_structure_of_a_file(string text, bool? isValid, string? warning)
    {
        var file = new SourceText("f.yaml", text);
        var result = Json(new ValidationReport([file], RulesLoader.Load([file], Everything).Diagnostics)).GetProperty("falco_load_results")[0];

        Assert.Equal(isValid, result.TryGetProperty("schema_valid", out var valid) ? valid.GetBoolean() : null);
        Assert.StartsWith(
            warning ?? "",
            result.TryGetProperty("schema_warnings", out var all) ? string.Concat(all.EnumerateArray().Select(one => one.GetString())) : "",
            StringComparison.Ordinal);
        Assert.Equal(isValid == false, warning is { Length: > 0 });
    }

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));

    private static ValidationReport Report(params SourceText[] files)
    {
        var gone = new SourceText("gone.yaml", "");
        var problem = new Diagnostic(DiagnosticSeverity.Error, DiagnosticCodes.FileRead.Name, gone, new TextSpan(0, 0), "There is no such file or directory.");
        return RulesLoader.Load(files, Everything).CreateReport(new RulesFilesResult([.. files], [problem]));
    }

    private static JsonElement Json(ValidationReport report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            report.WriteJson(writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Locations(JsonElement diagnostic) =>
        diagnostic.GetProperty("context").GetProperty("locations").EnumerateArray().Select(location =>
        {
            var position = location.GetProperty("position");
            return $"{location.GetProperty("item_type").GetString()} '{location.GetProperty("item_name").GetString()}' {position.GetProperty("name").GetString()} {position.GetProperty("line").GetInt32()}:{position.GetProperty("column").GetInt32()} {position.GetProperty("offset").GetInt32()}";
        });
}
