using System.Text;
using FalcoRules.Patterns;

namespace FalcoRules.Tests.Patterns;

/// <summary>The steps of operators for strings on long values and long constants. Time is not measured.</summary>
public class LinearTests
{
    private const int Length = 200_000;

    // Each makes a search that begins anew at each byte compare the product of both lengths.
    public static TheoryData<string, string, int> Searches => new()
    {
        { new string('a', Length), new string('a', Length / 2) + "b", -1 },
        { new string('a', Length), "b" + new string('a', Length / 2), -1 },
        { new string('a', Length), new string('a', Length / 4) + "b" + new string('a', Length / 4), -1 },
        { new string('a', Length), new string('a', 100) + "b", -1 },
        { new string('a', Length), new string('a', 17) + "b", -1 },
        { Repeat("ab", Length / 2), Repeat("ab", Length / 8) + "c", -1 },
        { Repeat("aab", Length / 3), Repeat("aab", 40) + "aac", -1 },
        { new string('A', Length) + "b", new string('a', Length / 2) + "b", Length / 2 },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_search_takes_steps_in_proportion_to_both_lengths(string text, string expected, int found)
    {
        foreach (var ignoreCase in new[] { true, false })
        {
            var steps = 0L;
            Assert.Equal(ignoreCase ? found : -1, TextSearch.IndexOf(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(expected), ignoreCase, ref steps));
            Assert.InRange(steps, 0, 8L * (text.Length + expected.Length));
        }
    }

    public static TheoryData<string> Patterns { get; } =
    [
        $"*{new string('a', Length / 2)}b*",
        $"*{new string('?', 1_000)}b*",
        $"*{Repeat("[ab]", 500)}c*",
        $"*{Repeat("a?", 30)}b*{Repeat("a?", 30)}",
        $"*{Repeat("a*", 1_000)}b",
        $"{Repeat("*a?", 1_000)}*b?",
        $"*a[{new string('a', Length / 2)}]c*",
        new string('[', Length),
        Repeat("[:", Length / 2),
        new string('[', Length / 2) + "\\]",
        "*" + Repeat("[a-", Length / 3),
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Wildcards_take_a_step_for_each_byte_and_for_each_64_parts_between_two_stars(string pattern)
    {
        var text = Encoding.UTF8.GetBytes(new string('a', Length));
        var bytes = Encoding.UTF8.GetBytes(pattern);
        foreach (var ignoreCase in new[] { true, false })
        {
            var steps = 0L;
            Assert.False(new Glob(bytes, ignoreCase).Matches(text, ref steps));
            Assert.InRange(steps, 0, (10L + (Math.Min(pattern.Length, 1_000) / 64)) * (text.Length + pattern.Length));
        }
    }

    [Theory]
    [InlineData("*a[bc]d*", "xxabxacdx", true)]
    [InlineData("*[ab]??????????[cd]*x", "aaaaaaaaaaaaaaac123x", true)]
    public void Wildcards_of_a_long_value_match_as_those_of_a_short_one(string pattern, string end, bool expected)
    {
        var bytes = Encoding.UTF8.GetBytes(pattern);
        Assert.Equal(expected, new Glob(bytes, ignoreCase: false).Matches(Encoding.UTF8.GetBytes(new string('y', Length) + end)));
        Assert.Equal(expected, Glob.Matches(bytes, Encoding.UTF8.GetBytes(end), ignoreCase: false));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
