using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Tests.Evaluation;

/// <summary>Conditions against events.</summary>
internal static class AssertCondition
{
    /// <summary>The condition compiles without a diagnostic and has that result for the event.</summary>
    public static void Gives(string condition, string values, bool expected)
    {
        var diagnostics = new List<Diagnostic>();
        Compile(condition, new SlotTable(), diagnostics);
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.Message));
        GivesDespiteWarnings(condition, values, expected);
    }

    /// <summary>The condition has that result for the event.</summary>
    public static void GivesDespiteWarnings(string condition, string values, bool expected)
    {
        var slots = new SlotTable();
        var diagnostics = new List<Diagnostic>();
        var predicate = Compile(condition, slots, diagnostics);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.NotNull(predicate);
        Assert.Equal(expected, predicate.Test(new FakeEvent(slots.ToArray(), values)));
    }

    /// <summary>The condition has exactly those diagnostics at those locations.</summary>
    public static void Finds(string condition, string expected)
    {
        var diagnostics = new List<Diagnostic>();
        Compile(condition, new SlotTable(), diagnostics);
        Assert.Equal(expected, Print(diagnostics));
    }

    /// <summary>Diagnostics as <c>line:column+length message</c>, one a line.</summary>
    public static string Print(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(diagnostic =>
    {
        var position = diagnostic.Source.Position(diagnostic.Span.Start);
        return $"{position.Line}:{position.Column}+{diagnostic.Span.Length} {diagnostic.Message}";
    }));

    public static Predicate? Compile(string condition, SlotTable slots, List<Diagnostic> diagnostics)
    {
        var expression = ConditionParser.Parse(MappedText.Whole(new SourceText("test", condition)), diagnostics);
        return expression is null ? null : ConditionCompiler.Compile(expression, FakeSource.Source, slots, diagnostics);
    }
}
