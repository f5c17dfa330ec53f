using System.Collections.Immutable;
using FalcoRules.Binding;
using FalcoRules.Evaluation;

namespace FalcoRules.Tests.Evaluation;

public class RuleIndexTests
{
    [Theory]
    [InlineData("t.text = a", "t.text{a}")]
    [InlineData("t.text in (b, a)", "t.text{a,b}")]
    [InlineData("t.text = a and t.other = b", "t.other{b} t.text{a}")]
    [InlineData("t.text in (a, b) and t.text in (b, c)", "t.text{b}")]
    [InlineData("t.text = a and t.text = b", "t.text{}")]
    [InlineData("t.text = a or t.text in (b, c)", "t.text{a,b,c}")]
    [InlineData("(t.text = a and t.other = x) or t.text = b", "t.text{a,b}")]
    [InlineData("(t.text = a or t.num = 1) and t.other = x", "t.other{x}")]
    [InlineData("t.text = a or t.other = a", "")]
    [InlineData("not t.text = a", "")]
    [InlineData("t.text != a", "")]
    [InlineData("t.text exists", "")]
    [InlineData("t.text startswith a", "")]
    [InlineData("t.text contains a or t.text = a", "")]
    [InlineData("tolower(t.text) = a", "")]
    [InlineData("t.list in (a)", "")]
    [InlineData("t.list intersects (a)", "")]
    [InlineData("t.text = anyof (a, b)", "t.text{a,b}")]
    public void A_condition_lists_the_values_that_it_requires(string condition, string expected) => Assert.Equal(expected, Required(condition));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_candidates_contain_all_rules_that_match(int seed)
    {
        var random = new Random(seed);
        var slots = new SlotTable();
        Predicate[] predicates = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => AssertCondition.Compile(RandomCondition(random, 3), slots, [])!)];
        var index = new RuleIndex([.. predicates.Select(predicate => predicate.Required)]);
        var candidates = new ulong[index.WordCount];
        for (var i = 0; i < 50; i++)
        {
            var values = new FakeEvent(
                slots.ToArray(),
                string.Join(';', new[] { RandomValue(random, "t.text"), RandomValue(random, "t.other") }.OfType<string>()));
            var isAny = index.TryFindCandidates(values, candidates);
            for (var rule = 0; rule < predicates.Length; rule++)
            {
                Assert.True(!predicates[rule].Test(values) || (isAny && (candidates[rule / 64] >> rule & 1) != 0), $"rule {rule} fires and is no candidate");
            }
        }
    }

    [Fact]
    public void Rules_that_require_other_values_are_not_candidates()
    {
        var slots = new SlotTable();
        ImmutableArray<RequiredValues> required =
        [
            .. Enumerable.Range(0, 100).Select(rule => AssertCondition.Compile($"t.text = v{rule} and t.other = {rule % 2}", slots, [])!.Required),
        ];
        var index = new RuleIndex(required);
        var candidates = new ulong[index.WordCount];
        Assert.True(index.TryFindCandidates(new FakeEvent(slots.ToArray(), "t.text=v70;t.other=0"), candidates));
        Assert.Equal([0ul, 1ul << 6], candidates);
        Assert.False(index.TryFindCandidates(new FakeEvent(slots.ToArray(), "t.text=v70;t.other=1"), candidates));
        Assert.False(index.TryFindCandidates(new FakeEvent(slots.ToArray(), ""), candidates));
    }

    [Fact]
    public void A_slot_that_few_rules_use_is_not_read_for_the_index()
    {
        var slots = new SlotTable();
        string[] conditions = ["t.text = a", "t.text = b", "t.text = c", "t.text = d", "t.text = e and t.other = x"];
        var index = new RuleIndex([.. conditions.Select(condition => AssertCondition.Compile(condition, slots, [])!.Required)]);
        Assert.Equal(["t.text"], index.Slots.Select(slot => slots.ToArray()[slot].ToString()));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 20)];

    private static string Required(string condition)
    {
        var slots = new SlotTable();
        var required = AssertCondition.Compile(condition, slots, [])!.Required;
        var fields = slots.ToArray();
        return string.Join(
            ' ',
            required.Slots.Select(slot => $"{fields[slot]}{{{string.Join(',', required.Of(slot)!.Select(System.Text.Encoding.UTF8.GetString).Order())}}}")
                .Order());
    }

    private static string RandomCondition(Random random, int depth) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        1 or 2 => $"({RandomCondition(random, depth - 1)} and {RandomCondition(random, depth - 1)})",
        3 => $"({RandomCondition(random, depth - 1)} or {RandomCondition(random, depth - 1)})",
        4 => $"not ({RandomCondition(random, depth - 1)})",
        _ => $"{RandomField(random)} {RandomTest(random)}",
    };

    private static string RandomField(Random random) => random.Next(2) == 0 ? "t.text" : "t.other";

    private static string RandomTest(Random random) => random.Next(5) switch
    {
        0 => $"= v{random.Next(4)}",
        1 => $"in (v{random.Next(4)}, v{random.Next(4)})",
        2 => $"!= v{random.Next(4)}",
        3 => "exists",
        _ => $"endswith {random.Next(4)}",
    };

    private static string? RandomValue(Random random, string field) => random.Next(5) is var value && value < 4 ? $"{field}=v{value}" : null;
}
