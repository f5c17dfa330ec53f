using FalcoRules.Text;
using FalcoRules.Yaml;
using YamlDotNet.Core;

namespace FalcoRules.Tests.Loading;

/// <summary>
/// Files that are made to be expensive: each is read completely in time that is linear in its length. With quadratic time the tests would not end.
/// </summary>
public class HostileFileTests
{
    [Fact]
    public void A_rule_may_be_appended_to_thousands_of_times()
    {
        var appends = Repeat(
            20_000,
            i => $"- rule: R\n  desc: d{i}\n  condition: or ka.verb = v{i}\n  output: o{i}\n  override: {{desc: append, condition: append, output: append}}\n");
        var rule = Assert.Single(AssertRules.Clean(AssertRules.Rule() + appends).Rules);
        Assert.EndsWith("or ka.verb = v19999", rule.Condition, StringComparison.Ordinal);
        Assert.EndsWith(" d19999", rule.Description, StringComparison.Ordinal);
        Assert.EndsWith(" o19999", rule.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Suggestions_stop_after_some_dozens_of_unknown_names()
    {
        var macros = Repeat(5_000, i => $"- macro: some_macro_with_a_long_name_{i}\n  condition: ka.verb = a\n");
        var rules = Repeat(5_000, i => AssertRules.Rule($"some_macro_with_a_log_name_{i}", $"R{i}"));
        var diagnostics = AssertRules.Load(macros + rules).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.Equal(5_000, diagnostics.Count);
        Assert.Equal(50, diagnostics.Count(diagnostic => diagnostic.Message.Contains("did you mean", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_that_every_rule_uses_is_copied_only_within_a_limit()
    {
        var list = $"- list: many\n  items: [{string.Join(", ", Enumerable.Range(0, 100_000))}]\n";
        var result = AssertRules.Load(list + Repeat(60, i => AssertRules.Rule($"ka.verb in (many, {i})", $"R{i}")));
        Assert.False(result.Succeeded);
        Assert.All(
            result.Diagnostics,
            diagnostic => Assert.StartsWith(
                "With macros and lists resolved, the conditions of all rules together have more than 5000000 parts.",
                diagnostic.Message,
                StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_that_contain_later_lists_have_a_maximum_depth_and_do_not_overflow_the_stack()
    {
        var lists = Repeat(20_000, i => $"- list: l{i}\n  items: [l{i + 1}]\n") + "- list: l20000\n  items: [get]\n";

        var diagnostic = AssertRules.Load(lists + AssertRules.Rule("ka.verb in (l0)")).Diagnostics[0];

        Assert.StartsWith("The list 'l1000' is nested in 1000 other lists, which is too deep", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_that_contain_earlier_lists_have_no_maximum_depth()
    {
        var lists = "- list: l0\n  items: [get]\n" + Repeat(20_000, i => $"- list: l{i + 1}\n  items: [l{i}]\n");

        AssertRules.Condition("ka.verb in (get)", lists + AssertRules.Rule("ka.verb in (l20000)"));
    }

    [Fact]
    public void All_lists_together_have_a_maximum_number_of_items()
    {
        var many = $"- list: many\n  items: [{string.Join(", ", Enumerable.Range(0, 100_000))}]\n";

        var diagnostics = AssertRules.Load(many + Repeat(60, i => $"- list: l{i}\n  items: [many, {i}]\n")).Diagnostics;

        Assert.Equal("All lists together have more than 5000000 items after the lists in them are resolved.", diagnostics[0].Message);
    }

    [Fact]
    public void A_cycle_of_many_lists_is_reported_by_its_ends()
    {
        var lists = Repeat(500, i => $"- list: l{i}\n  items: [l{(i + 1) % 500}]\n");

        Assert.Equal(
            "The list 'l0' contains itself: l0 → l1 → l2 → l3 → l4 → … → l496 → l497 → l498 → l499 → l0.",
            Assert.Single(AssertRules.Load(lists).Diagnostics).Message);
    }

    [Fact]
    public void Macros_that_are_redefined_to_use_later_ones_have_a_maximum_depth_and_do_not_overflow_the_stack()
    {
        // Each is known before the first is redefined, so all of them are resolved from inside the first.
        var first = Repeat(200, i => $"- macro: m{i}\n  condition: ka.verb = get\n");
        var nested = Repeat(199, i => $"- macro: m{i}\n  condition: {Repeat(200, _ => "not (evt.num = 1 or ")}m{i + 1}{new string(')', 200)}\n");

        var diagnostics = AssertRules.Load(first + nested + AssertRules.Rule("m0")).Diagnostics;

        Assert.All(
            diagnostics,
            diagnostic => Assert.StartsWith(
                "With its macros resolved, the condition is nested more than 1000 levels deep",
                diagnostic.Message,
                StringComparison.Ordinal));
        Assert.NotEmpty(diagnostics);
    }

    [Fact]
    public void A_list_among_the_arguments_of_a_transformer_is_copied_only_within_a_limit()
    {
        var list = $"- list: many\n  items: [{string.Join(", ", Enumerable.Range(0, 100_000))}]\n";

        var diagnostics = AssertRules.Load(list + AssertRules.Rule($"concat({Repeat(60, _ => "many, ")}ka.verb) = x")).Diagnostics;

        Assert.StartsWith(
            "With macros and lists resolved, the conditions of all rules together have more than 5000000 parts.",
            Assert.Single(diagnostics).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_may_contain_container_info_thousands_of_times()
    {
        var rule = AssertRules.Rule().Replace("%ka.verb", Repeat(20_000, _ => "%container.info"), StringComparison.Ordinal);
        Assert.Equal(20_000, AssertRules.Load(rule).Diagnostics.Length);
    }

    [Fact]
    public void An_escape_that_differs_between_file_and_value_may_occur_thousands_of_times()
    {
        var file = $"- \"{Repeat(100_000, _ => "\\N\\_\\L\\P")}end\"";
        var end = file.IndexOf("end", StringComparison.Ordinal);

        var scalar = (YamlScalar)((YamlSequence)Assert.Single(YamlReader.Read(new SourceText("rules.yaml", file), []).Documents)).Items[0];

        Assert.Equal(400_003, scalar.Value.Length);
        Assert.Equal([3, 5, 7, 9, 11, end], new[] { 0, 1, 2, 3, 4, 400_000 }.Select(i => scalar.Text.Origin(new TextSpan(i, 1)).Span.Start));
    }

    [Fact]
    public void A_character_that_is_missing_in_the_file_does_not_cause_a_search_of_the_rest()
    {
        var written = Repeat(400_000, _ => "x ");

        var origins = ScalarOrigins.Find(written, new TextSpan(0, written.Length), new string('y', 400_000) + "xxx", ScalarStyle.Plain);

        Assert.Equal([0, 0, 0, 2, 4, 5], [origins[0], origins[399_999], .. origins[400_000..]]);
    }

    private static string Repeat(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}
