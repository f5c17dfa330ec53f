using System.Collections.Immutable;
using FalcoRules.Binding;
using FalcoRules.Evaluation;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests;

public class RuleProgramTests
{
    [Theory]
    [InlineData(RuleMatching.First, "t.text=a;t.num=1", "1")]
    [InlineData(RuleMatching.All, "t.text=a;t.num=1", "1,2")]
    [InlineData(RuleMatching.All, "t.num=1", "2")]
    [InlineData(RuleMatching.All, "t.num=2", "0")]
    [InlineData(RuleMatching.First, "", "")]
    public void Rules_match_in_the_order_in_which_they_were_loaded(RuleMatching matching, string values, string expected)
    {
        var program = Compile("t.num = 2", "t.text = a", "not t.num = 2 and t.num exists");
        var matches = new List<Rule>();
        program.Match(new FakeEvent(program.Slots, values), matching, matches);
        Assert.Equal(expected, string.Join(",", matches.Select(rule => rule.Name)));
    }

    [Fact]
    public void A_field_is_read_once_for_all_rules()
    {
        var program = Compile("t.text = a", "t.text = b or tolower(t.text) = c", "t.text in (d, e) or len(t.text) = 0");
        var values = new FakeEvent(program.Slots, "t.text=x");
        program.Match(values, RuleMatching.All, []);
        Assert.Equal(1, values.Reads);
    }

    private static RuleProgram Compile(params string[] conditions)
    {
        var slots = new SlotTable();
        ImmutableArray<Predicate> predicates = [.. conditions.Select(condition => AssertCondition.Compile(condition, slots, [])!)];
        ImmutableArray<Rule> rules = [.. conditions.Select((condition, index) => Rule(index, condition, slots))];
        return new RuleProgram("fake", slots.ToArray(), rules, predicates);
    }

    private static Rule Rule(int index, string condition, SlotTable slots) => new()
    {
        Index = index,
        Name = $"{index}",
        Description = "",
        Source = "fake",
        Priority = Priority.Notice,
        Tags = [],
        Enabled = true,
        Condition = condition,
        Output = OutputTemplateCompiler.Compile(MappedText.Whole(new SourceText("test", "x")), [], FakeSource.Source, slots, [])!,
    };
}
