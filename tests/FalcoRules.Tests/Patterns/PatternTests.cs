using FalcoRules.Operators;
using FalcoRules.Tests.Evaluation;

namespace FalcoRules.Tests.Patterns;

public class PatternTests
{
    [Fact]
    public void A_regular_expression_has_the_maximum_size_of_RE2()
    {
        AssertCondition.Gives($"t.text regex '{string.Join('|', Enumerable.Range(0, 3_000).Select(i => $"word{i}"))}'", "t.text=word2999", expected: true);
        AssertCondition.Finds(
            $"t.text regex '({string.Join('|', Enumerable.Range(0, 9_000).Select(i => $"word{i}"))})+'",
            $"1:14+79894 '({string.Join('|', Enumerable.Range(0, 9_000).Select(i => $"word{i}"))[..199]}…' is not a valid regular expression in RE2's POSIX syntax: it is too large once its repetitions are written out.");
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "a/b", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a*", "abc", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abcd", false)]
    [InlineData("a**c", "ac", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("/home/*/.ssh/*", "/home/a/b/.ssh/id", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("?", "/", true)]
    [InlineData(".*", ".hidden", true)]
    [InlineData("*hidden", ".hidden", true)]
    [InlineData("a[bc]d", "acd", true)]
    [InlineData("a[bc]d", "aed", false)]
    [InlineData("a[!bc]d", "aed", true)]
    [InlineData("a[^bc]d", "abd", false)]
    [InlineData("a[b-d]e", "ace", true)]
    [InlineData("a[b-d]e", "aee", false)]
    [InlineData("a[]b]c", "a]c", true)]
    [InlineData("a[b-]c", "a-c", true)]
    [InlineData("a[[:digit:]]c", "a5c", true)]
    [InlineData("a[[:digit:]x]c", "axc", true)]
    [InlineData("a[![:alpha:]]c", "abc", false)]
    [InlineData("a[bc", "a[bc", true)]
    [InlineData("a[bc", "ab", false)]
    [InlineData("a\\*c", "a*c", true)]
    [InlineData("a\\*c", "abc", false)]
    [InlineData("a\\", "a\\", false)]
    [InlineData("a[\\]]c", "a]c", true)]
    [InlineData("A*", "abc", false)]
    [InlineData("caf?", "caf\u00e9", false)]
    [InlineData("caf??", "caf\u00e9", true)]
    public void Glob_matches_like_fnmatch(string pattern, string text, bool expected) => AssertPattern("glob", pattern, text, expected);

    [Theory]
    [InlineData("A*C", "abc", true)]
    [InlineData("a?C", "AxC", true)]
    [InlineData("[A-C]x", "bX", true)]
    [InlineData("[[:upper:]]x", "AX", true)]
    [InlineData("[[:upper:]]x", "ax", false)]
    [InlineData("abd", "abc", false)]
    public void Iglob_ignores_case(string pattern, string text, bool expected) => AssertPattern("iglob", pattern, text, expected);

    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "xabc", false)]
    [InlineData("abc", "abcx", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("a|ab", "ab", true)]
    [InlineData("(a|b)*c", "ababc", true)]
    [InlineData("a+", "", false)]
    [InlineData("a?b", "b", true)]
    [InlineData("a{2,3}", "aa", true)]
    [InlineData("a{2,3}", "aaaa", false)]
    [InlineData("a{2}", "aaa", false)]
    [InlineData("a{2,}", "aaaaa", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("a{", "a{", true)]
    [InlineData("a*?", "aaa", true)]
    [InlineData("a**", "aaa", true)]
    [InlineData("[a-z]*/proc/[0-9]+/cmdline", "x/proc/12/cmdline", true)]
    [InlineData("[^a-z]+", "A1\n", true)]
    [InlineData("[^a-z]+", "A1b", false)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData("[a-]+", "a-a", true)]
    [InlineData("[[:alpha:]_][[:alnum:]_]*", "_x1", true)]
    [InlineData("[[:^digit:]]+", "ab\u00e9", true)]
    [InlineData("[[:^digit:]]+", "a1", false)]
    [InlineData("a.c", "a\u00e9c", true)]
    [InlineData("a.c", "a\U0001F600c", true)]
    [InlineData("a..c", "a\U0001F600c", false)]
    [InlineData("a.c", "a\nc", false)]
    [InlineData("[^a]", "\U0001F600", true)]
    [InlineData("[\u00e8-\u00ea]", "\u00e9", true)]
    [InlineData("[\U0001F600-\U0001F64F]+", "\U0001F601\U0001F64F", true)]
    [InlineData("[\U0001F600-\U0001F64F]", "\U0001F650", false)]
    [InlineData("[a\U00010000-\U0010FFFF]", "\U00020001", true)]
    [InlineData("\\x{1F600}", "\U0001F600", true)]
    [InlineData("\\x41\\.\\-\\/", "A.-/", true)]
    [InlineData("\\101\\012", "A\n", true)]
    [InlineData("a\\tb", "a\tb", true)]
    [InlineData("^abc$", "abc", true)]
    [InlineData("a\n^b$", "a\nb", true)]
    [InlineData("a^b", "ab", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("()", "", true)]
    [InlineData("a||b", "", true)]
    [InlineData("#x y", "#x y", true)]
    [InlineData("]}", "]}", true)]
    [InlineData("a.b", "a\\xffb", true)]
    [InlineData("(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    public void Regex_matches_like_RE2_in_POSIX_mode(string pattern, string text, bool expected) => AssertPattern("regex", pattern, text, expected);

    [Fact]
    public void A_long_string_is_matched_by_a_regex() => AssertPattern("regex", "a+b", new string('a', 100_000) + "b", expected: true);

    [Theory]
    [InlineData("/opt/dir", true)]
    [InlineData("/opt/dir/", true)]
    [InlineData("opt//dir", true)]
    [InlineData("/opt/dir/subdir", true)]
    [InlineData("/opt/dir/subdir/file.txt", true)]
    [InlineData("/opt/dir/subdir/file.txt/more", false)]
    [InlineData("/opt/dir2", false)]
    [InlineData("/opt/di", false)]
    [InlineData("/", true)]
    [InlineData("/opt/dir3, /opt/dir", true)]
    [InlineData("/opt/dir3, /opt/dir2", false)]
    [InlineData("/opt/*", true)]
    [InlineData("/opt/*/subdir", true)]
    [InlineData("/opt/di?/subdir", true)]
    [InlineData("/opt/dii?/subdir", false)]
    [InlineData("/opt/di[r]/subdir", true)]
    [InlineData("/opt/di[!r]/subdir", false)]
    [InlineData("/opt/*/subdir2", false)]
    [InlineData("/opt/*/*", true)]
    [InlineData("/opt/*/*/subsubdir", false)]
    [InlineData("/opt/d*/x, /opt/*/subdir", true)]
    [InlineData("/opt/dir/x, /opt/*/subdir", true)]
    [InlineData("*", true)]
    [InlineData("", true)]
    public void Pmatch_finds_a_parent_directory_of_the_path(string paths, bool expected) =>
        AssertCondition.Gives($"t.text pmatch ({(paths.Length == 0 ? "''" : paths)})", "t.text=/opt/dir/subdir/file.txt", expected);

    [Theory]
    [InlineData("t.text pmatch ()", "t.text=/a", false)]
    [InlineData("t.text pmatch (/a)", "", false)]
    [InlineData("t.text pmatch (/a)", "t.text=", false)]
    [InlineData("t.text pmatch (/)", "t.text=", true)]
    [InlineData("t.text pmatch (/a)", "t.text=/ab", false)]
    public void Pmatch_of_edge_cases(string condition, string values, bool expected) => AssertCondition.Gives(condition, values, expected);

    private static void AssertPattern(string op, string pattern, string text, bool expected)
    {
        var quoted = new System.Text.StringBuilder();
        LiteralText.AppendQuoted(quoted, pattern);
        AssertCondition.GivesDespiteWarnings($"t.text {op} {quoted}", $"t.text={text}", expected);
    }
}
