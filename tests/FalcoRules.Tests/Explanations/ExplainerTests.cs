using FalcoRules.Explanations;
using FalcoRules.Loading;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Explanations;

/// <summary>Why an event matches a rule or not.</summary>
public class ExplainerTests
{
    private const string Rules = """
        - list: letters
          items: [a, b]
        - macro: is_letter
          condition: t.text in (letters)
        - macro: is_small
          condition: is_letter and t.num < 10
        - rule: Small letter
          desc: d
          source: fake
          condition: is_small and not (t.flag = true or t.other exists)
          output: "letter %t.text of %t.list and %t.key[x]"
          priority: INFO
          exceptions:
            - name: known_owners
              fields: "t.key[owner]"
              values: [jane]
        """;

    [Fact]
    public void A_condition_that_is_true_names_every_part_as_true()
    {
        var result = Explain("t.text=a; t.num=3; t.flag=false");

        Assert.True(result.IsTrue);
        Assert.All(result.Parts, part => Assert.True(part.IsTrue));
        Assert.Equal(["is_small", "not (t.flag = true or t.other exists)", "known_owners"], result.Parts.Select(part => part.Part.Text));
    }

    [Theory]
    [InlineData("t.num=3", "t.text in (letters)", "<NA>")]
    [InlineData("t.text=z; t.num=3", "t.text in (letters)", "z")]
    [InlineData("t.text=a; t.num=30", "t.num < 10", "30")]
    [InlineData("t.text=a; t.num=3; t.flag=true", "t.flag = true", "true")]
    [InlineData("t.text=a; t.num=3; t.other=x", "t.other exists", "x")]
    [InlineData("t.text=a; t.num=3; t.key[owner]=jane", "t.key[owner] in (jane)", "jane")]
    public void A_condition_that_is_false_names_the_first_part_that_made_it_so_with_its_value(string values, string part, string value)
    {
        var result = Explain(values);

        Assert.False(result.IsTrue);
        var deciding = Assert.Single(result.Deciding);
        Assert.Equal((part, value), (deciding.Part.Text, deciding.Values.Single().Text));
    }

    [Fact]
    public void Every_part_of_an_or_that_is_false_decides() =>
        Assert.Equal(["t.text = a", "t.num = 1"], Explain("t.text=b", condition: "t.text = a or t.num = 1").Deciding.Select(part => part.Part.Text));

    [Fact]
    public void Parts_behind_the_deciding_one_have_results_too()
    {
        var result = Explain("t.text=z; t.num=30; t.flag=true");

        Assert.Equal([false, false, true], result.Parts.Select(part => part.IsTrue));
        Assert.Equal(["is_letter", "t.num < 10"], result.Parts[0].Parts[0].Parts.Select(part => part.Part.Text));
    }

    [Fact]
    public void A_part_shows_macros_and_lists_by_name_and_resolved()
    {
        var small = Explainer(Rules).Rules[0].Condition.Parts[0];

        Assert.Equal((ConditionPartKind.Macro, "is_small", "t.text in (a, b) and t.num < 10"), (small.Kind, small.Text, small.ResolvedText));
    }

    [Theory]
    [InlineData("t.text=a; t.num=30", null)]
    [InlineData("t.text=z", "t.text")]
    [InlineData("", "t.text")]
    public void A_rule_names_the_required_field_that_rules_it_out(string values, string? field)
    {
        var explainer = Explainer(Rules);

        var ruledOut = explainer.Rules[0].RuledOutBy(new FakeEvent(explainer.Slots, values));

        Assert.Equal(field, ruledOut?.Field.Field.ToString());
        Assert.Equal(field is null ? null : new[] { "a", "b" }, ruledOut?.Expected);
    }

    [Fact]
    public void Values_are_shown_as_outputs_show_them()
    {
        var explainer = Explainer(Rules);
        var values = new FakeEvent(explainer.Slots, "t.text=a; t.list=x|y");

        Assert.Equal(
            ["t.text = a", "t.list = (x,y)", "t.key[x] = <NA>"],
            explainer.Rules[0].OutputFields.Select(field => field.Read(values)).Select(field => $"{field.Field} = {field.Text}"));
    }

    [Fact]
    public void The_explained_result_is_that_of_the_compiled_rule()
    {
        var explainer = Explainer(Rules);
        var program = RulesLoader.Load([new SourceText("rules.yaml", Rules)], Environment).Ruleset!.Program("fake")!;
        foreach (var values in new[]
        {
            "t.text=a; t.num=1", "t.text=a; t.num=1; t.flag=true", "t.text=b; t.num=9; t.other=x", "t.text=b; t.num=10",
            "t.text=a; t.num=1; t.key[owner]=jane", "",
        })
        {
            var matches = new List<Rule>();
            program.Match(new FakeEvent(program.Slots, values), RuleMatching.All, matches);
            Assert.Equal(matches.Count == 1, explainer.Rules[0].Explain(new FakeEvent(explainer.Slots, values)).IsTrue);
        }
    }

    [Fact]
    public void Coverage_names_the_rules_macros_and_list_items_that_no_event_touched()
    {
        var explainer = Explainer(Rules, withListItems: true);
        var coverage = new Coverage();
        var values = new FakeEvent(explainer.Slots, "t.text=b; t.num=30");

        coverage.Add(explainer.Rules, values);

        Assert.Equal(["Small letter"], coverage.UntouchedRules);
        Assert.Equal(["is_small"], coverage.UntouchedMacros);
        Assert.Equal([("letters", "a")], coverage.UntouchedItems);
        values.Next("t.text=a; t.num=3");
        coverage.Add(explainer.Rules, values);
        Assert.Equal(((1, 1), (2, 2), (2, 2)), (coverage.Rules, coverage.Macros, coverage.Items));
    }

    [Fact]
    public void Rules_with_an_error_are_not_explained() =>
        Assert.Contains(
            "t.nothing",
            Assert.Throws<ArgumentException>(() => Explainer(Rules.Replace("t.num < 10", "t.nothing < 10", StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);

    private static RulesEnvironment Environment => new() { Sources = [FakeSource.Source] };

    private static SourceExplainer Explainer(string rules, bool withListItems = false) =>
        Assert.Single(RulesLoader.Explain([new SourceText("rules.yaml", rules)], Environment, ["t.num2", "t.nothing"], withListItems));

    private static ConditionResult Explain(string values, string? condition = null)
    {
        var explainer = Explainer(condition is null ? Rules : $"""
            - rule: R
              desc: d
              source: fake
              condition: {condition}
              output: o
              priority: INFO
            """);
        return explainer.Rules[0].Explain(new FakeEvent(explainer.Slots, values));
    }
}
