using System.Text;
using FalcoRules.Patterns;
using FalcoRules.Tests.Evaluation;

namespace FalcoRules.Tests.Patterns;

/// <summary>What a regular expression costs: states, memory and steps. Time is not measured.</summary>
public class RegexBoundTests
{
    // Each has more states than any memory holds: the state is which of the last hundreds of characters were an "a".
    public static TheoryData<string> Explosive { get; } =
    [
        "(.*a.{100}b.*){5}c",
        "(a|b)*a(a|b){900}c",
        "(a|b)*a(a|b){900}",
        ".*a.{1000}",
        ".*[ab].{200}[^a].{300}x.*",
        "((a|b)*a(a|b){80}|(b|a)*b(a|b){90})*",
        "(.*\n^a.{300})*",
        "((a?b?){100}c?)*a.{200}",
    ];

    [Theory]
    [MemberData(nameof(Explosive))]
    public void The_memory_of_the_states_is_bounded_and_the_steps_are_linear_in_the_text(string pattern)
    {
        var regex = RegexAutomaton.Compile(pattern, new RegexBudget());
        for (var seed = 0; seed < 3; seed++)
        {
            var text = Letters(200_000, seed, lines: pattern.Contains('\n'));
            var before = regex.Steps;
            regex.IsMatch(text);

            Assert.InRange(regex.StateBytes, 1, RegexLimits.MaxStateBytes + RegexLimits.MaxCharacters);
            Assert.InRange(regex.Steps - before, 0, (long)text.Length * regex.StepsPerCharacter);
            Assert.InRange(regex.StepsPerCharacter, 1, 2_000);
        }
    }

    [Theory]
    [MemberData(nameof(Explosive))]
    public void A_full_cache_does_not_change_what_matches(string pattern)
    {
        var uncached = RegexAutomaton.Compile(pattern, RegexBudget.WithoutStates);
        var cached = RegexAutomaton.Compile(pattern, new RegexBudget());
        for (var seed = 0; seed < 50; seed++)
        {
            var text = Letters(1_200 - seed, seed, lines: pattern.Contains('\n'));
            Assert.Equal(cached.IsMatch(text), uncached.IsMatch(text));
        }
    }

    [Fact]
    public void All_expressions_of_a_source_share_the_memory_for_states()
    {
        var budget = new RegexBudget();
        RegexAutomaton[] regexes = [.. Enumerable.Range(0, 200).Select(i => RegexAutomaton.Compile($"(a|b)*a(a|b){{{i + 100}}}", budget))];
        Assert.All(regexes, regex => regex.IsMatch(Letters(10_000, seed: 1)));
        Assert.InRange(regexes.Sum(regex => regex.StateBytes), RegexLimits.MaxTotalStateBytes / 2, RegexLimits.MaxTotalStateBytes + (regexes.Length * 1_000));
    }

    [Fact]
    public void A_cache_that_serves_its_texts_is_cleared_when_it_is_full()
    {
        var regex = RegexAutomaton.Compile("(a|b)*a(a|b){12}", new RegexBudget());
        for (var seed = 1; seed < 50; seed++)
        {
            regex.IsMatch(Letters(2_000, seed));
        }

        var text = Letters(40, seed: 0);
        Assert.True(StepsOf(() => regex.IsMatch(text)) > 0);
        for (var i = 0; i < 50_000; i++)
        {
            regex.IsMatch(text);
        }

        Assert.Equal(0, StepsOf(() => regex.IsMatch(text)));

        long StepsOf(Action match)
        {
            var before = regex.Steps;
            match();
            return regex.Steps - before;
        }
    }

    [Theory]
    [InlineData("(a{1000}){2}", "repetitions within repetitions exceed 1000")]
    [InlineData("(abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijx){1000}", "it has more than 100000 characters once its repetitions are written out")]
    [InlineData("(a?b?c?d?e?f?g?h?i?j?){1000}", null)]
    [InlineData("((ab)?(cd)*(ef)?(gh)*){1000}", null)]
    public void What_could_not_be_bounded_is_refused(string pattern, string? reason)
    {
        var error = Record.Exception(() => RegexProgram.Compile(pattern));
        Assert.Equal(
            reason ?? "a character of a text could cost more than 10000 steps; use fewer alternatives and optional parts",
            Assert.IsType<RegexSyntaxException>(error).Message);
    }

    [Fact]
    public void Too_many_anchors_inside_an_expression_are_refused() => Assert.Equal(
        "a character of a text could cost 43911 steps, 10000 are allowed; use fewer '^' and '$'",
        Assert.Throws<RegexSyntaxException>(() => RegexProgram.Compile(string.Join("\n", Enumerable.Repeat("(^a|b$)", 60)))).Message);

    [Fact]
    public void Anchors_at_both_ends_of_an_alternative_cost_nothing() =>
        Assert.InRange(RegexProgram.Compile(string.Join('|', Enumerable.Range(0, 300).Select(i => $"^/etc/file{i}$"))).StepsPerCharacter, 1, 1_000);

    [Fact]
    public void The_tables_of_all_expressions_are_bounded()
    {
        var budget = new RegexBudget();
        var program = RegexProgram.Compile($"[[:alnum:]_/:.-]{{1000}}({Words(2_000)})");
        for (var bytes = program.Bytes; bytes <= RegexLimits.MaxTotalTableBytes; bytes += program.Bytes)
        {
            budget.Add(program);
        }

        var error = Assert.Throws<RegexSyntaxException>(() => budget.Add(program));
        Assert.Equal("the tables of all expressions together need more than 67108864 bytes", error.Message);
    }

    [Fact]
    public void Different_characters_are_bounded_too()
    {
        var distinct = string.Concat(Enumerable.Range(0x4E00, 20_000).Select(c => (char)c));
        Assert.True(RegexAutomaton.Compile(distinct, new RegexBudget()).IsMatch(Encoding.UTF8.GetBytes(distinct)));
        var sets = string.Concat(Enumerable.Range(0x4E00, 2_000).Select(c => $"[^{(char)c}]"));
        Assert.Equal("it has too many different sets of characters", Assert.Throws<RegexSyntaxException>(() => RegexProgram.Compile(sets)).Message);
    }

    [Fact]
    public void A_refused_expression_is_an_error_at_its_place_with_the_reason() =>
        AssertCondition.Finds(
            "t.text regex '((ab)?(cd)*(ef)?(gh)*){1000}'",
            "1:14+30 Invalid regular expression '((ab)?(cd)*(ef)?(gh)*){1000}': a character of a text could cost more than 10000 steps; use fewer alternatives and optional parts.");

    // What RE2 accepts in practice: long lists of words, large counts, nested groups.
    [Theory]
    [InlineData("(([a-z0-9]|[a-z0-9][a-z0-9-]{0,61}[a-z0-9])\\.){0,16}([a-z0-9]|[a-z0-9][a-z0-9-]{0,61}[a-z0-9])")]
    [InlineData("[[:print:]]{0,1000}")]
    [InlineData("(a{0,30}){0,30}")]
    [InlineData("((((((((((a*b)*c)*d)*e)*f)*g)*h)*i)*j)*k)*")]
    [InlineData("(.*,){20}P.*")]
    public void Large_expressions_load(string pattern) => Assert.NotNull(RegexProgram.Compile(pattern));

    [Fact]
    public void Long_lists_of_words_load_and_match()
    {
        var regex = RegexAutomaton.Compile($"({Words(9_000)})+", new RegexBudget());
        Assert.True(regex.IsMatch("word1word8999word77"u8));
        Assert.False(regex.IsMatch("word1word9000"u8));
    }

    private static string Words(int count) => string.Join('|', Enumerable.Range(0, count).Select(i => $"word{i}"));

    private static byte[] Letters(int length, int seed, bool lines = false)
    {
        var random = new Random(seed);
        var text = new byte[length];
        for (var i = 0; i < length; i++)
        {
            text[i] = lines && random.Next(500) == 0 ? (byte)'\n' : (byte)('a' + random.Next(2));
        }

        return text;
    }
}
