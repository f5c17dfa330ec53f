using System.Text;
using System.Text.RegularExpressions;
using FalcoRules.Patterns;

namespace FalcoRules.Tests.Properties;

/// <summary>Random regular expressions against .NET's, in the syntax that both have.</summary>
public class RegexPropertyTests
{
    private static readonly string[] _atoms = ["a", "b", "é", ".", "[ab]", "[^a]", "[^b\n]", "[à-ü]", "^", "$", "\n", "()"];
    private static readonly string[] _repetitions = ["*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}", "{0}"];
    private static readonly string[] _characters = ["a", "b", "c", "é", "\n", "\U0001F600"];

    [Fact]
    public void A_random_expression_matches_what_that_of_dotnet_matches()
    {
        var random = new Random(20261129);
        for (var i = 0; i < 3_000; i++)
        {
            var pattern = Pattern(random, depth: 3);
            var regex = RegexAutomaton.Compile(pattern, new RegexBudget());
            var reference = new Regex($"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);
            for (var j = 0; j < 20; j++)
            {
                // .NET counts a character behind U+FFFF as two. Long runs of a character are skipped at once.
                var longest = j % 4 == 0 ? 60 : 1;
                var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Run(random, longest)));
                var expected = reference.IsMatch(text.Replace("\U0001F600", "\u4E00", StringComparison.Ordinal));
                Assert.True(expected == regex.IsMatch(Encoding.UTF8.GetBytes(text)), $"{pattern} on {text}: expected {expected}");
            }
        }
    }

    private static string Run(Random random, int longest) =>
        string.Concat(Enumerable.Repeat(_characters[random.Next(_characters.Length)], 1 + random.Next(longest)));

    private static string Pattern(Random random, int depth) => random.Next(depth == 0 ? 1 : 5) switch
    {
        0 => _atoms[random.Next(_atoms.Length)],
        1 => $"{Pattern(random, depth - 1)}|{Pattern(random, depth - 1)}",
        2 => $"({Pattern(random, depth - 1)}){_repetitions[random.Next(_repetitions.Length)]}",
        3 => $"({Pattern(random, depth - 1)})({Pattern(random, depth - 1)})",
        _ => $"{Pattern(random, depth - 1)}{Pattern(random, depth - 1)}",
    };
}
