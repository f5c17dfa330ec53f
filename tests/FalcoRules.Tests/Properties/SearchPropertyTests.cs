using System.Text;
using FalcoRules.Patterns;

namespace FalcoRules.Tests.Properties;

/// <summary>Searches and wildcards against the plainest algorithms. Lengths are such that each algorithm for long strings is used.</summary>
public class SearchPropertyTests
{
    [Fact]
    public void A_string_is_found_where_trying_each_position_finds_it()
    {
        var random = new Random(1);
        for (var i = 0; i < 5_000; i++)
        {
            var text = Text(random, random.Next(700), "aAb");
            var expected = random.Next(2) == 0 ? Text(random, random.Next(200), "aAb") : Part(random, text);
            foreach (var ignoreCase in new[] { true, false })
            {
                var steps = 0L;
                var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
                Assert.Equal(
                    text.IndexOf(expected, comparison),
                    TextSearch.IndexOf(Encoding.Latin1.GetBytes(text), Encoding.Latin1.GetBytes(expected), ignoreCase, ref steps));
            }
        }
    }

    [Fact]
    public void Wildcards_match_what_trying_everything_matches()
    {
        var random = new Random(2);
        for (var i = 0; i < 50_000; i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => _pieces[random.Next(_pieces.Length)]));
            var text = Text(random, random.Next(10), "aAb-]");
            var (bytes, value) = (Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text));
            var expected = ReferenceGlob.Matches(pattern, text);
            Assert.True(expected == new Glob(bytes, ignoreCase: false).Matches(value), $"{pattern} on {text}: expected {expected}");
            Assert.True(expected == Glob.Matches(bytes, value, ignoreCase: false), $"{pattern} on {text} as the value of a field: expected {expected}");
        }
    }

    [Fact]
    public void Long_wildcards_match_what_trying_each_position_matches()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var text = Text(random, 8_000, "aaaab");
            var part = string.Concat(text.AsSpan(random.Next(text.Length - 200), 9 + random.Next(150)), random.Next(2) == 0 ? "bbbb" : "");
            var pattern = string.Concat(part.Select(c => random.Next(3) switch { 0 => "?", 1 => "[ab]", _ => c.ToString() }));
            var whole = new Glob(Encoding.Latin1.GetBytes(pattern), ignoreCase: false);
            var value = Encoding.Latin1.GetBytes(text);
            var expected = Enumerable.Range(0, text.Length - part.Length + 1).Any(start => whole.Matches(value.AsSpan(start, part.Length)));
            Assert.Equal(expected, new Glob(Encoding.Latin1.GetBytes($"*{pattern}*"), ignoreCase: false).Matches(value));
        }
    }

    private static readonly string[] _pieces =
    [
        "*", "*", "?", "a", "b", "A", "[ab]", "[!a]", "[^b-]", "[a-b]", "[", "]", "[]a]", "-", "[[:alpha:]", "[[:digit:]-]",
    ];

    private static string Text(Random random, int length, string letters) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]));

    private static string Part(Random random, string text)
    {
        var start = random.Next(text.Length + 1);
        return text.Substring(start, random.Next(text.Length - start + 1));
    }
}
