using System.Text;
using FalcoRules.Binding;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Fuzz;

/// <summary>A condition: parsed, printed and parsed again, compiled, and evaluated for an event.</summary>
internal static class ConditionTarget
{
    public static void Run(byte[] input)
    {
        var diagnostics = new List<Diagnostic>();
        if (Parse(Encoding.UTF8.GetString(input), diagnostics) is { } condition)
        {
            CheckPrinted(condition);
            Evaluate(condition, input, diagnostics);
        }

        Require.CanBeShown(diagnostics);
    }

    private static void CheckPrinted(Expression condition)
    {
        var printed = condition.ToString();
        var again = Parse(printed, []);
        Require.That(again?.ToString() == printed, $"printed as {printed}, it reads as {again}");
    }

    private static void Evaluate(Expression condition, byte[] input, List<Diagnostic> diagnostics)
    {
        var slots = new SlotTable();
        if (ConditionCompiler.Compile(condition, FuzzSource.Source, slots, diagnostics) is { } predicate)
        {
            var values = new FuzzEvent(slots.ToArray(), input);
            Require.That(predicate.Test(values) == predicate.Test(values), "two answers about one event");
        }
        else
        {
            Require.That(diagnostics.Exists(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), "refused without an error");
        }
    }

    private static Expression? Parse(string text, List<Diagnostic> diagnostics) =>
        ConditionParser.Parse(MappedText.Whole(new SourceText("input", text)), diagnostics);
}
