using FalcoRules.Binding;
using FalcoRules.Syntax;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Properties;

/// <summary>Properties of all conditions, tested on random ones. A failure names the seed that reproduces the condition.</summary>
public class ConditionPropertyTests
{
    private const int Conditions = 5_000;
    private const int EventsEach = 20;
    private const int Seed = 20_260_724;

    [Fact]
    public void A_printed_condition_is_parsed_to_the_same_tree()
    {
        for (var seed = Seed; seed < Seed + (2 * Conditions); seed++)
        {
            var condition = new RandomConditions(new Random(seed)).Next(names: true);
            var parsed = Parse(condition.ToString(), seed);
            Assert.True(SameTree.Is(condition, parsed), $"seed {seed}: {condition}\nreads as {parsed}");
        }
    }

    [Fact]
    public void A_compiled_condition_has_the_same_result_as_the_reference()
    {
        var random = new RandomEvents(new Random(Seed));
        var events = Enumerable.Range(0, 500).Select(_ => random.Next()).ToList();
        var (holds, pairs) = (0, 0);
        for (var seed = Seed; seed < Seed + Conditions; seed++)
        {
            var (tree, answers) = Compile(seed);
            foreach (var decoded in new Random(seed).GetItems(events.ToArray(), EventsEach))
            {
                var expected = new ReferenceEvaluator(decoded).Holds(tree);
                Assert.True(expected == answers(decoded), $"seed {seed}: {tree}\nshould be {expected} for {decoded}");
                holds += expected ? 1 : 0;
                pairs++;
            }
        }

        // Conditions that are nearly always true or nearly always false would test little.
        Assert.Equal(100_000, pairs);
        Assert.InRange(holds, pairs / 4, pairs * 3 / 4);
    }

    private static (Expression Tree, Func<DecodedEvent, bool> Answers) Compile(int seed)
    {
        var tree = new RandomConditions(new Random(seed)).Next();
        var slots = new SlotTable();
        var diagnostics = new List<Diagnostic>();
        var predicate = ConditionCompiler.Compile(Parse(tree.ToString(), seed)!, FakeSource.Source, slots, diagnostics);
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.True(predicate is not null, $"seed {seed}: {tree}\n{AssertCondition.Print(errors)}");
        var values = new DecodedEvent.Encoded(slots.ToArray());
        return (tree, decoded => predicate.Test(values.Of(decoded)));
    }

    private static Expression? Parse(string text, int seed)
    {
        var diagnostics = new List<Diagnostic>();
        var parsed = ConditionParser.Parse(MappedText.Whole(new SourceText("printed", text)), diagnostics);
        Assert.True(parsed is not null, $"seed {seed}: {text}\n{AssertCondition.Print(diagnostics)}");
        return parsed;
    }
}
