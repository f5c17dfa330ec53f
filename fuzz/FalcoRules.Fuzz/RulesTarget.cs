using System.Buffers;
using System.Text;
using System.Text.Json;
using FalcoRules.Loading;
using FalcoRules.Report;
using FalcoRules.Text;

namespace FalcoRules.Fuzz;

/// <summary>
/// A rules file: read, merged, compiled and reported; its rules are evaluated for an event, and the outputs of those that match are written in both forms.
/// </summary>
internal static class RulesTarget
{
    private static readonly RulesEnvironment _environment = new()
    {
        Sources = [FuzzSource.Source],
        Plugins = [new("fuzz", "1.2.3")],
        OutputAdditions = [new OutputAddition { ExtraOutput = "%t.text", SuggestedOutput = true, ExtraFields = [new("more", "%t.nums"), new("t.nums")] }],
    };

    public static void Run(byte[] input)
    {
        var file = new SourceText("rules.yaml", Encoding.UTF8.GetString(input));
        var result = RulesLoader.Load([file], _environment);
        Require.CanBeShown(result.Diagnostics);
        Require.That(result.Succeeded != result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), "success and errors");
        Report(file, result);
        Require.That(RulesLoader.Describe([file], _environment).Rules.Length >= (result.Ruleset?.Rules.Length ?? 0), "a rule is not described");
        foreach (var program in result.Ruleset?.Programs ?? [])
        {
            Match(program, input);
        }
    }

    private static void Report(SourceText file, RulesLoadResult result)
    {
        var report = new ValidationReport([file], result.Diagnostics);
        Require.That(report.Succeeded == result.Succeeded, "the report says something else");
        report.WriteText(TextWriter.Null);
        using var json = new Utf8JsonWriter(Stream.Null);
        json.WriteStartObject();
        report.WriteJson(json);
        json.WriteEndObject();
    }

    private static void Match(RuleProgram program, byte[] input)
    {
        var values = new FuzzEvent(program.Slots, input);
        var matches = new List<Rule>();
        program.Match(values, RuleMatching.All, matches);
        foreach (var rule in matches)
        {
            var text = new ArrayBufferWriter<byte>();
            rule.Output.Format(values, text);
            Require.That(
                !text.WrittenSpan.ContainsAny((byte)'\n', (byte)'\r', (byte)'\e') || rule.Output.Text.AsSpan().ContainsAny('\n', '\r', '\e'),
                "an event forged a line");
            using var json = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { SkipValidation = true });
            foreach (var field in rule.Output.Fields)
            {
                field.WriteValue(values, json);
            }
        }
    }
}
