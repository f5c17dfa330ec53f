using System.Text;
using FalcoRules.Binding;
using FalcoRules.Syntax;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Syntax;

public class HostileInputTests
{
    private static readonly string[] _pieces =
    [
        "t.text", "t.list", "t.num", "t.key", "t.ip", "x.y", "macro", "[0]", "[", "]", "(", ")", ",", " ", "\n", "and", "or", "not", " and ", " or ", "not ",
        "=", "!=", "<", ">=", " in ", " contains ", "regex ", " glob ", " pmatch ", "exists", "oneof ", "anyof", "val(", "tolower(", "join(", "len(", "getopt(",
        "'", "\"", "\\", "\\x4", "\\xff", "a", "1", "-1", "0x", "1e+", "10.0.0.0/8", "::1", "%", "%%", "%5", "*", ".", "\0", "\uD83D", "\u00e9", "()", "((", "{2}", "|",
    ];

    [Fact]
    public void Any_condition_is_a_tree_or_an_error()
    {
        var trees = 0;
        foreach (var text in SomeTexts(20_000))
        {
            var diagnostics = new List<Diagnostic>();
            var expression = ConditionParser.Parse(Map(text), diagnostics);
            Assert.Equal(expression is null, diagnostics.Count == 1);
            if (expression is null)
            {
                Assert.InRange(diagnostics[0].Span.End, 0, text.Length);
                continue;
            }

            trees++;
            var printed = expression.ToString();
            Assert.Equal(printed, ConditionParser.Parse(Map(printed), diagnostics)?.ToString());
            var predicate = ConditionCompiler.Compile(expression, FakeSource.Source, new SlotTable(), diagnostics);
            Assert.Equal(predicate is null, diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }

        Assert.InRange(trees, 100, 20_000);
    }

    [Fact]
    public void Any_output_is_a_template_or_an_error()
    {
        foreach (var text in SomeTexts(20_000))
        {
            var diagnostics = new List<Diagnostic>();
            var template = OutputTemplateCompiler.Compile(Map(text), [], FakeSource.Source, new SlotTable(), diagnostics);
            Assert.Equal(template is null, diagnostics.Count > 0);
        }
    }

    private static MappedText Map(string text) => MappedText.Whole(new SourceText("test", text));

    /// <summary>The same strings in each run, so that a failure can be reproduced.</summary>
    private static IEnumerable<string> SomeTexts(int count)
    {
        var random = new Random(20_181_025);
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 14); length > 0; length--)
            {
                text.Append(_pieces[random.Next(_pieces.Length)]);
            }

            yield return text.ToString();
        }
    }
}
