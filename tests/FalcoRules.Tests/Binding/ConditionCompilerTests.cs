using System.Globalization;
using FalcoRules.Binding;
using FalcoRules.Patterns;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Binding;

public class ConditionCompilerTests
{
    [Theory]
    [InlineData("t.txt = a", "1:1+5 The event source 'fake' has no field 't.txt' (did you mean 't.text'?).")]
    [InlineData("proc.name = a", "1:1+9 The event source 'fake' has no field 'proc.name'; fields 'proc.*' are those of system calls, for rules with 'source: syscall'.")]
    [InlineData("t.text = val(t.othr)", "1:14+6 The event source 'fake' has no field 't.othr' (did you mean 't.other'?).")]
    [InlineData("t.text[0] = a", "1:1+9 't.text' takes no argument, found [0].")]
    [InlineData("t.key = a", "1:1+5 't.key' needs an argument: t.key[key].")]
    [InlineData("t.first exists", "1:1+7 't.first' needs an argument: t.first[index].")]
    [InlineData("t.item[x] in (a)", "1:1+9 't.item' takes an index, a number from 0 without leading zeros, found [x].")]
    [InlineData("t.item[01] in (a)", "1:1+10 't.item' takes an index, a number from 0 without leading zeros, found [01].")]
    [InlineData("t.item[-1] in (a)", "1:1+10 't.item' takes an index, a number from 0 without leading zeros, found [-1].")]
    [InlineData("t.item[\"\"] in (a)", "1:1+10 't.item' takes an index, a number from 0 without leading zeros, found [].")]
    [InlineData("t.item[18446744073709551616] in (a)", "1:1+28 't.item' takes an index, a number from 0 without leading zeros, found [18446744073709551616].")]
    public void Fields_and_their_arguments_are_checked(string condition, string expected) => AssertCondition.Finds(condition, expected);

    [Theory]
    [InlineData("t.list = a", "1:8+1 '=' does not compare a list of strings, which 't.list' is; use 'in', 'intersects', or 'exists'.")]
    [InlineData("t.item[0] contains a", "1:11+8 'contains' does not compare a list of strings, which 't.item[0]' is; use 'in', 'intersects', or 'exists'.")]
    [InlineData("t.nums > 1", "1:8+1 '>' does not compare a list of numbers, which 't.nums' is; use 'in', 'intersects', or 'exists'.")]
    [InlineData("t.list pmatch (/a)", "1:8+6 'pmatch' does not compare a list of strings, which 't.list' is; use 'in', 'intersects', or 'exists'.")]
    [InlineData("t.list = anyof (a)", "1:8+1 '=' does not compare a list of strings, which 't.list' is; use 'in', 'intersects', or 'exists'.")]
    [InlineData("t.num contains 1", "1:7+8 'contains' does not compare a number, which 't.num' is; use '=', '!=', '<', '<=', '>', '>=', 'in', 'intersects', or 'exists'.")]
    [InlineData("t.flag > 1", "1:8+1 '>' does not compare a boolean, which 't.flag' is; use '=', '!=', 'in', 'intersects', or 'exists'.")]
    [InlineData("t.ip startswith 10", "1:6+10 'startswith' does not compare an IP address, which 't.ip' is; use '=', '!=', 'in', 'intersects', or 'exists'.")]
    [InlineData("t.net < 1", "1:7+1 '<' does not compare an IP network, which 't.net' is; use '=', '!=', 'in', 'intersects', or 'exists'.")]
    [InlineData("len(t.text) contains 1", "1:13+8 'contains' does not compare a number, which 'len(t.text)' is; use '=', '!=', '<', '<=', '>', '>=', 'in', 'intersects', or 'exists'.")]
    [InlineData("tolower(t.list) = a", "1:17+1 '=' does not compare a list of strings, which 'tolower(t.list)' is; use 'in', 'intersects', or 'exists'.")]
    public void Operators_must_suit_the_type(string condition, string expected) => AssertCondition.Finds(condition, expected);

    [Theory]
    [InlineData("t.num = x", "1:9+1 Expected a whole number from 0 to 18446744073709551615, found 'x'.")]
    [InlineData("t.num = ''", "1:9+2 Expected a whole number from 0 to 18446744073709551615, found ''.")]
    [InlineData("t.num > -1", "1:9+2 Expected a whole number from 0 to 18446744073709551615, found '-1'.")]
    [InlineData("t.num > 1.5", "1:9+3 Expected a whole number from 0 to 18446744073709551615, found '1.5'.")]
    [InlineData("t.num = 18446744073709551616", "1:9+20 Expected a whole number from 0 to 18446744073709551615, found '18446744073709551616'.")]
    [InlineData("t.num = ' 5'", "1:9+4 Expected a whole number from 0 to 18446744073709551615, found ' 5'.")]
    [InlineData("t.num in (1, x, 3)", "1:14+1 Expected a whole number from 0 to 18446744073709551615, found 'x'.")]
    [InlineData("t.rel > -1", "1:9+2 Expected a duration in nanoseconds, a whole number from 0, found '-1'.")]
    [InlineData("t.abs = x", "1:9+1 Expected nanoseconds since 1970, a whole number from 0, found 'x'.")]
    [InlineData("t.flag = yes", "1:10+3 Expected true or false, found 'yes'.")]
    [InlineData("t.flag = True", "1:10+4 Expected true or false, found 'True'.")]
    [InlineData("t.flag in (true, 1)", "1:18+1 Expected true or false, found '1'.")]
    [InlineData("t.ip = 10.0.0", "1:8+6 Expected an IPv4 or IPv6 address, found '10.0.0'.")]
    [InlineData("t.ip = 10.0.0.256", "1:8+10 Expected an IPv4 or IPv6 address, found '10.0.0.256'.")]
    [InlineData("t.ip = 10.0.0.01", "1:8+9 Expected an IPv4 or IPv6 address, found '10.0.0.01'.")]
    [InlineData("t.ip = fe80::1%eth0", "1:8+12 Expected an IPv4 or IPv6 address, found 'fe80::1%eth0'.")]
    [InlineData("t.ip = 10.0.0.0/8", "1:8+10 Expected one IPv4 or IPv6 address, found the network '10.0.0.0/8'; the field is an IP address, not a network.")]
    [InlineData("t.net = 10.0.0.0", "1:9+8 Expected an IPv4 or IPv6 network with its length, as in 10.0.0.0/8 or fd00::/8, found '10.0.0.0'.")]
    [InlineData("t.net = 10.0.0.0/33", "1:9+11 Expected an IPv4 or IPv6 network with its length, as in 10.0.0.0/8 or fd00::/8, found '10.0.0.0/33'.")]
    [InlineData("t.net in (::/129)", "1:11+6 Expected an IPv4 or IPv6 network with its length, as in 10.0.0.0/8 or fd00::/8, found '::/129'.")]
    [InlineData("t.text bcontains xyz", "1:18+3 'bcontains' takes bytes as pairs of hexadecimal digits, as in CAFE, found 'xyz'.")]
    [InlineData("t.text bstartswith CAF", "1:20+3 'bstartswith' takes bytes as pairs of hexadecimal digits, as in CAFE, found 'CAF'.")]
    [InlineData("t.text = \"a\\x00b\"", "1:10+8 A value cannot contain the byte 0, because no field value contains it.")]
    [InlineData("t.text regex \"a[b]\\x00\"", "1:14+10 A value cannot contain the byte 0, because no field value contains it.")]
    [InlineData("t.num = x and t.ip = y", "1:9+1 Expected a whole number from 0 to 18446744073709551615, found 'x'.\n1:22+1 Expected an IPv4 or IPv6 address, found 'y'.")]
    public void Constants_must_be_of_the_type(string condition, string expected) => AssertCondition.Finds(condition, expected);

    [Theory]
    [InlineData("t.text = {0}", 10)]
    [InlineData("t.text in (a, {0})", 15)]
    [InlineData("t.list intersects ({0})", 20)]
    [InlineData("t.text regex {0}", 14)]
    [InlineData("t.text contains {0}", 17)]
    [InlineData("t.text pmatch ({0})", 16)]
    [InlineData("t.text glob {0}", 13)]
    public void A_string_may_have_255_bytes_as_in_Falco(string condition, int column)
    {
        var longest = $"'a+é{new string('a', 251)}'";
        AssertCondition.Finds(string.Format(CultureInfo.InvariantCulture, condition, longest), "");
        AssertCondition.Finds(
            string.Format(CultureInfo.InvariantCulture, condition, longest.Replace("+", "++", StringComparison.Ordinal)),
            $"1:{column}+257 The value has 256 bytes, and Falco accepts at most 255; split it into several values or comparisons.");
    }

    [Theory]
    [InlineData("\\d+", "'\\d' is Perl's syntax; write [0-9]")]
    [InlineData("\\w", "'\\w' is Perl's syntax; write [0-9A-Za-z_]")]
    [InlineData("a\\b", "'\\b' is Perl's syntax; the whole text must match anyway")]
    [InlineData("(a)\\1x\\9", "'\\1' refers back to a group, which RE2 does not do")]
    [InlineData("(?i)a", "'(?' is Perl's syntax; a group is written (…)")]
    [InlineData("(?:a)", "'(?' is Perl's syntax; a group is written (…)")]
    [InlineData("(a", "a ')' is missing")]
    [InlineData("a)", "')' closes nothing")]
    [InlineData("[a", "a ']' is missing")]
    [InlineData("[]", "a ']' is missing")]
    [InlineData("[z-a]", "a range in brackets ends before it begins")]
    [InlineData("[a-z-9]", "a '-' in brackets must be between two characters, first or last")]
    [InlineData("[[:foo:]]", "there is no class [:foo:]")]
    [InlineData("*a", "there is nothing before '*' that it could repeat")]
    [InlineData("a|+", "there is nothing before '+' that it could repeat")]
    [InlineData("{2}", "there is nothing before '{' that it could repeat")]
    [InlineData("a{3,2}", "the repetition {3,2} ends before it begins")]
    [InlineData("a{1001}", "a repetition of 1001 exceeds 1000")]
    [InlineData("(a{100}){11}", "repetitions within repetitions exceed 1000")]
    [InlineData("a\\q", "there is no escape '\\q'")]
    [InlineData("\\x{110000}", "'\\x' is followed by two hexadecimal digits, or by a code point in braces")]
    [InlineData("\\x4", "'\\x' is followed by two hexadecimal digits, or by a code point in braces")]
    [InlineData("\\pL", "there is no escape '\\p'")]
    public void Patterns_that_RE2_refuses_are_errors(string pattern, string reason)
    {
        var error = Assert.Throws<RegexSyntaxException>(() => RegexProgram.Compile(pattern));
        Assert.Equal(reason, error.Message);
    }

    [Fact]
    public void An_invalid_regex_is_an_error_at_its_location() =>
        AssertCondition.Finds("t.text regex '(a'", "1:14+4 Invalid regular expression '(a': a ')' is missing.");

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("a*", 60_000)]
    [InlineData("(a{1000})", 101)]
    public void A_hostile_regex_is_refused_or_compiled(string piece, int count)
    {
        var pattern = string.Concat(Enumerable.Repeat(piece, count));
        if (piece == "a*")
        {
            Assert.NotNull(PosixRegex.Parse(pattern));
        }
        else
        {
            Assert.Throws<RegexSyntaxException>(() => RegexProgram.Compile(pattern));
        }
    }

    [Theory]
    [InlineData("t.text = val(t.num)", "1:10+10 't.text' is a string and 'val(t.num)' is a number; only fields of the same type compare.")]
    [InlineData("t.text in val(t.list)", "1:11+11 't.text' is a string and 'val(t.list)' is a list of strings; only fields of the same type compare.")]
    [InlineData("t.text regex val(t.other)", "1:14+12 'regex' compares with constants only.")]
    [InlineData("t.text pmatch val(t.other)", "1:15+12 'pmatch' compares with constants only.")]
    [InlineData("t.net = val(t.net)", "1:9+10 A network is compared with constants only, as in 10.0.0.0/8.")]
    [InlineData("tolower(t.num) = a", "1:1+14 tolower() takes a string, found a number.")]
    [InlineData("len(t.num) = 1", "1:1+10 len() takes a string or a list, found a number.")]
    [InlineData("tolower(t.text, t.other) = a", "1:1+24 tolower() takes a string, found 2 arguments.")]
    [InlineData("join('-') = a", "1:1+9 join() takes a separator and a list, found 1 argument.")]
    [InlineData("join('a', 'b') = a", "1:1+14 join() takes a separator and a list, found a string and a string.")]
    [InlineData("join(t.list, ('a')) = a", "1:1+19 join() takes a separator and a list, found a list of strings and a list of strings.")]
    [InlineData("concat('a') = a", "1:1+11 concat() takes two or more strings, found 1 argument.")]
    [InlineData("concat(t.list, 'a') = a", "1:1+19 concat() takes two or more strings, found a list of strings and a string.")]
    [InlineData("concat(len(t.text), 'a') = a", "1:1+24 concat() takes two or more strings, found a number and a string.")]
    [InlineData("getopt('x', 'n') in (n)", "1:1+16 getopt() takes a list of arguments and a string of options, found a string and a string.")]
    [InlineData("getopt(t.list, 'n')[nn] = n", "1:1+23 getopt() takes one option letter in brackets after it, found [nn].")]
    [InlineData("tolower(t.text)[n] = n", "1:1+18 tolower() takes nothing in brackets after it.")]
    public void Transformers_and_fields_on_the_right_are_checked(string condition, string expected) => AssertCondition.Finds(condition, expected);

    [Theory]
    [InlineData("t.text in names")]
    [InlineData("t.text = oneof names")]
    public void A_list_that_does_not_exist_is_taken_as_a_value(string condition)
    {
        AssertCondition.Finds(condition, $"1:{condition.Length - 4}+5 There is no list 'names', so it is taken as a value: write (names).");
        AssertCondition.GivesDespiteWarnings(condition, "t.text=names", expected: true);
        AssertCondition.GivesDespiteWarnings(condition, "t.text=other", expected: false);
    }

    [Theory]
    [InlineData("macro", "1:1+5 There is no macro 'macro' before this condition. A field is written 'class.name'.")]
    [InlineData("join('-', (names)) = a", "1:12+5 There is no list 'names'. Write a field as 'class.name' and a string in quotes.")]
    [InlineData("tolower(names) = a", "1:9+5 There is no list 'names'. Write a field as 'class.name' and a string in quotes.")]
    public void Names_that_were_not_resolved_are_errors(string condition, string expected) => AssertCondition.Finds(condition, expected);

    [Theory]
    [InlineData("t.text = <NA>", "LOAD_UNSAFE_NA_CHECK", "1:10+4 '<NA>' is what outputs show for a field without a value; no value equals it. Use 'exists'.")]
    [InlineData("t.text in (a, '<NA>')", "LOAD_UNSAFE_NA_CHECK", "1:15+6 '<NA>' is what outputs show for a field without a value; no value equals it. Use 'exists'.")]
    [InlineData("t.text = t.other", "LOAD_COMPILE_CONDITION", "1:10+7 't.other' is taken as a string; for the field's value write val(t.other).")]
    [InlineData("t.text = 'tolower(t.other)'", "LOAD_COMPILE_CONDITION", "1:10+18 'tolower(t.other)' is taken as a string; without quotes it is a transformer.")]
    [InlineData("t.text regex abc.*", "LOAD_COMPILE_CONDITION", "1:14+5 'abc.*' needs no regular expression; '=', 'contains', 'startswith' or 'endswith' is faster and has the same meaning.")]
    [InlineData("t.text regex ^abc$", "LOAD_COMPILE_CONDITION", "1:14+5 '^abc$' needs no regular expression; '=', 'contains', 'startswith' or 'endswith' is faster and has the same meaning.")]
    public void Probable_mistakes_are_warnings(string condition, string code, string expected)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.NotNull(AssertCondition.Compile(condition, new SlotTable(), diagnostics));
        var warning = Assert.Single(diagnostics);
        Assert.Equal((DiagnosticSeverity.Warning, code, expected), (warning.Severity, warning.Code, AssertCondition.Print(diagnostics)));
    }

    [Fact]
    public void An_unknown_field_has_its_own_error_code()
    {
        var diagnostics = new List<Diagnostic>();
        AssertCondition.Compile("t.txt = a or t.num = x", new SlotTable(), diagnostics);
        Assert.Equal([true, false], diagnostics.Select(diagnostic => diagnostic.IsUnknownField));
        Assert.All(diagnostics, diagnostic => Assert.Equal("LOAD_ERR_COMPILE_CONDITION", diagnostic.Code));
    }

    [Fact]
    public void A_field_has_one_slot_in_all_conditions()
    {
        var slots = new SlotTable();
        AssertCondition.Compile("t.text = a and t.key[x] = b", slots, []);
        AssertCondition.Compile("t.text != b or t.key['x'] exists or t.key[y] exists", slots, []);
        Assert.Equal(["t.text", "t.key[x]", "t.key[y]"], slots.ToArray().Select(slot => slot.ToString()));
    }

    [Fact]
    public void Equal_conditions_are_one_predicate()
    {
        var slots = new SlotTable();
        var first = AssertCondition.Compile("t.text == a and not t.num = 1", slots, []);
        Assert.Same(first, AssertCondition.Compile("(t.text = 'a') and not(t.num=1)", slots, []));
        Assert.NotSame(first, AssertCondition.Compile("t.text = b and not t.num = 1", slots, []));
    }

    [Fact]
    public void The_result_of_a_shared_condition_is_kept_for_one_event()
    {
        var slots = new SlotTable();
        var all = new[] { "t.text = a or t.num = 1", "t.text = a or t.num = 1", "not (t.text = a or t.num = 1)" };
        var predicates = all.Select(condition => AssertCondition.Compile(condition, slots, [])!).ToArray();
        var values = new FakeEvent(slots.ToArray(), "t.text=a");
        Assert.Equal([true, true, false], predicates.Select(predicate => predicate.Test(values)));
        values.Next("t.num=2");
        Assert.Equal([false, false, true], predicates.Select(predicate => predicate.Test(values)));
        values.Next("t.num=1");
        Assert.Equal([true, true, false], predicates.Select(predicate => predicate.Test(values)));
    }

    [Fact]
    public void Deeply_nested_macros_are_an_error_and_do_not_overflow_the_stack()
    {
        var expression = FalcoRules.Syntax.ConditionParser.Parse(MappedText.Whole(new SourceText("test", "t.text = a")), [])!;
        for (var i = 0; i < 1_000_000; i++)
        {
            expression = new FalcoRules.Syntax.NotExpression(expression.Location, expression);
        }

        var diagnostics = new List<Diagnostic>();
        Assert.Null(ConditionCompiler.Compile(expression, FakeSource.Source, new SlotTable(), diagnostics));
        Assert.Contains("nested too deeply", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }
}
