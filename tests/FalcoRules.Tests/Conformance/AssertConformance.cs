using System.Buffers;
using System.Text;
using System.Text.Json;
using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Formatting;
using FalcoRules.Syntax;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Conformance;

/// <summary>The meaning of the columns of the tables.</summary>
internal static class AssertConformance
{
    /// <summary>
    /// <c>condition</c> is parsed to <c>tree</c>, or gives <c>error</c>, or compiles with <c>warning</c> (or none) and matches the events in <c>true</c> but
    /// not those in <c>false</c>.
    /// </summary>
    public static void Condition(ConformanceRow row)
    {
        var diagnostics = new List<Diagnostic>();
        var condition = ConditionParser.Parse(Mapped(row.Text("condition")), diagnostics);
        if (row.Has("tree"))
        {
            Assert.Equal(row.Text("tree"), condition?.ToString());
            return;
        }

        var slots = new SlotTable();
        var predicate = condition is null ? null : ConditionCompiler.Compile(condition, FakeSource.Source, slots, diagnostics);
        var bySeverity = diagnostics.ToLookup(diagnostic => diagnostic.Severity, Print);
        Assert.Equal(row.List("error"), bySeverity[DiagnosticSeverity.Error].Take(1));
        Assert.Equal(row.List("warning"), row.Has("error") ? [] : bySeverity[DiagnosticSeverity.Warning].Take(1));
        Assert.All(row.List("true"), values => Assert.True(predicate!.Test(new FakeEvent(slots.ToArray(), values)), values));
        Assert.All(row.List("false"), values => Assert.False(predicate!.Test(new FakeEvent(slots.ToArray(), values)), values));
    }

    /// <summary><c>files</c> have the <c>diagnostics</c>, and define the <c>rules</c>: <c>name | on or off | priority | tags | condition</c>.</summary>
    public static void Rules(ConformanceRow row)
    {
        var result = AssertRules.Load([.. row.List("files")]);
        Assert.Equal(row.List("diagnostics"), result.Diagnostics.Select(diagnostic => diagnostic.Render().Split('\n')[0]));
        Assert.Equal(row.List("rules"), (result.Ruleset?.Rules ?? []).Select(rule =>
            $"{rule.Name} | {(rule.Enabled ? "on" : "off")} | {rule.Priority} | {string.Join(' ', rule.Tags)} | {rule.Condition}"));
        Assert.Equal(row.List("texts"), row.Has("texts") ? result.Ruleset!.Rules.Select(rule => $"{rule.Description} | {rule.Output.Text}") : []);
    }

    /// <summary><c>output</c> of <c>event</c> is the line <c>text</c>, and its fields are <c>fields</c>; or it gives <c>error</c>.</summary>
    public static void Output(ConformanceRow row)
    {
        var diagnostics = new List<Diagnostic>();
        var slots = new SlotTable();
        var template = OutputTemplateCompiler.Compile(Mapped(row.Text("output")), [], FakeSource.Source, slots, diagnostics);
        Assert.Equal(row.List("error"), diagnostics.Select(Print));
        if (template is not null)
        {
            var values = new FakeEvent(slots.ToArray(), row.Text("event"));
            var text = new ArrayBufferWriter<byte>();
            template.Format(values, text);
            Assert.Equal(row.Text("text"), Encoding.UTF8.GetString(text.WrittenSpan));
            Assert.Equal(row.Text("fields"), Fields(template, values));
        }
    }

    private static string Fields(OutputTemplate template, EventValues values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var field in template.Fields)
        {
            json.WritePropertyName(field.Name);
            field.WriteValue(values, json);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static MappedText Mapped(string text) => MappedText.Whole(new SourceText("row", text));

    private static string Print(Diagnostic diagnostic)
    {
        var position = diagnostic.Source.Position(diagnostic.Span.Start);
        return $"{position.Line}:{position.Column} {diagnostic.Message}";
    }
}
