using System.Text;
using FalcoRules.Binding;
using FalcoRules.Evaluation;

namespace FalcoRules.Tests.Evaluation;

/// <summary>Operators and transformers on values and lists that are as long as an event can make them.</summary>
public class LongValueTests
{
    [Fact]
    public void Constants_that_differ_only_in_the_middle_are_looked_up_as_fast_as_others()
    {
        byte[][] keys = [.. Enumerable.Range(0, 20_000).Select(i => Encoding.UTF8.GetBytes($"system:serviceaccount:team-{i:00000}:default"))];
        var table = new BytesTable<byte[]>([.. keys.Select(key => KeyValuePair.Create(key, key))]);
        Assert.InRange(table.MaxProbeCount, 1, 64);
        Assert.All(keys, key => Assert.Same(key, table.Find(key)));
        Assert.Null(table.Find("system:serviceaccount:team-99999:default"u8));
    }

    [Fact]
    public void A_path_of_many_components_needs_no_deep_stack()
    {
        // As many as a value of a condition can have.
        var components = string.Concat(Enumerable.Repeat("/*", 126));
        AssertOnSmallStack($"t.text pmatch ('{components}/x', '{components}')", string.Concat(Enumerable.Repeat("/a", 100_000)), expected: true);
    }

    [Theory]
    [InlineData("/a*/b*/c, /*a/b*/d", "/aa/bb/d/e", true)]
    [InlineData("/a*/b*/c, /*a/b*/d, /aa/*/x", "/aa/bb/y", false)]
    [InlineData("/aa/*/x, /a*/bb/y", "/aa/bb/y", true)]
    public void All_branches_of_paths_are_followed(string paths, string value, bool expected) =>
        AssertCondition.Gives($"t.text pmatch ({paths})", $"t.text={value}", expected);

    [Theory]
    [InlineData("join(t.text, t.list) exists")]
    [InlineData("concat(join(t.text, t.list), 'x') exists")]
    public void A_string_that_would_exceed_the_limit_has_no_value(string condition)
    {
        var list = string.Join('|', Enumerable.Repeat("b", 2_000));
        AssertCondition.Gives(condition, $"t.text={new string('a', 100_000)};t.list={list}", expected: false);
        AssertCondition.Gives(condition, $"t.text={new string('a', 1_000)};t.list={list}", expected: true);
    }

    [Fact]
    public void Options_are_looked_up_in_one_step()
    {
        var letters = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)('b' + (i % 20))));
        AssertCondition.Gives("len(getopt(t.list, t.text)) = 100000", $"t.list=-{letters};t.text=a{letters}", expected: true);
    }

    [Theory]
    [InlineData("getopt(t.list, 'aba:')", "-a|x", "a", true)]
    [InlineData("getopt(t.list, 'a:a')", "-a|x", "x", true)]
    [InlineData("getopt(t.list, 'a::')", "-a|x", "x", true)]
    [InlineData("getopt(t.list, ':ab')", "-b", "b", true)]
    [InlineData("getopt(t.list, 'ab')", "-:", "?", true)]
    public void Letters_of_options_mean_the_same_wherever_they_are(string transformer, string list, string value, bool expected) =>
        AssertCondition.Gives($"{transformer} intersects ('{value}')", $"t.list={list}", expected);

    private static void AssertOnSmallStack(string condition, string text, bool expected)
    {
        var slots = new SlotTable();
        var predicate = AssertCondition.Compile(condition, slots, [])!;
        var values = new FakeEvent(slots.ToArray(), $"t.text={text}");
        bool? matches = null;
        var thread = new Thread(() => matches = predicate.Test(values), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(expected, matches);
    }
}
