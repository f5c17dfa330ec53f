using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Syntax;

public class ConditionParserTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("  a", "a")]
    [InlineData("(a)", "a")]
    [InlineData("((((a))))", "a")]
    [InlineData("a and b", "a and b")]
    [InlineData("a and b and c", "a and b and c")]
    [InlineData("(a)and(b)and(c)", "a and b and c")]
    [InlineData("a or b or(c)", "a or b or c")]
    [InlineData("a and b or c and d", "a and b or c and d")]
    [InlineData("a and (b or c)", "a and (b or c)")]
    [InlineData("(a and b) or c", "a and b or c")]
    [InlineData("a and (b and c)", "a and (b and c)")]
    [InlineData("(a or b) or c", "(a or b) or c")]
    [InlineData("not a", "not a")]
    [InlineData("not(a)", "not a")]
    [InlineData("not not a", "a")]
    [InlineData("not not not a", "not a")]
    [InlineData("not (not a)", "not (not a)")]
    [InlineData("not not(not(a))", "not a")]
    [InlineData("not(not(a))", "not (not a)")]
    [InlineData("not not not not not(not not(not not_macro))", "not (not not_macro)")]
    [InlineData("not (a and b)", "not (a and b)")]
    [InlineData("not(a)and(not(b))", "not a and not b")]
    [InlineData("not a.b=1", "not a.b = 1")]
    [InlineData("notz and android and order", "notz and android and order")]
    [InlineData("a\n\tand\r\n b", "a and b")]
    public void Conditions_consist_of_and_or_not_and_parentheses(string condition, string printed) => AssertPrinted(condition, printed);

    [Theory]
    [InlineData("a.b = 1", "a.b = 1")]
    [InlineData("a.b == 1", "a.b = 1")]
    [InlineData("a.b=1", "a.b = 1")]
    [InlineData("a.b !=x", "a.b != x")]
    [InlineData("a.b < 1", "a.b < 1")]
    [InlineData("a.b <=1", "a.b <= 1")]
    [InlineData("a.b > +1", "a.b > +1")]
    [InlineData("a.b >= -1.5", "a.b >= -1.5")]
    [InlineData("a.b > -0.1222e+10", "a.b > -0.1222e+10")]
    [InlineData("a.b <= 0XaB00", "a.b <= 0XaB00")]
    [InlineData("a.b exists", "a.b exists")]
    [InlineData("a.b existsand c", "a.b exists and c")]
    [InlineData("a.b contains x", "a.b contains x")]
    [InlineData("a.b icontains 'x y'", "a.b icontains \"x y\"")]
    [InlineData("a.b bcontains 48545450", "a.b bcontains 48545450")]
    [InlineData("a.b startswith /x", "a.b startswith /x")]
    [InlineData("a.b bstartswith CAFE", "a.b bstartswith CAFE")]
    [InlineData("a.b endswith .so", "a.b endswith .so")]
    [InlineData("a.b glob *.log", "a.b glob *.log")]
    [InlineData("a.b iglob X?", "a.b iglob X?")]
    [InlineData("a.b regex '[a-z]+'", "a.b regex [a-z]+")]
    [InlineData("a.b regex '(a|b)'", "a.b regex \"(a|b)\"")]
    [InlineData("a.b in ()", "a.b in ()")]
    [InlineData("a.b in(x)", "a.b in (x)")]
    [InlineData("a.b in ( x ,y,z )", "a.b in (x, y, z)")]
    [InlineData("a.b in (x, \"y\", 'z w')", "a.b in (x, \"y\", \"z w\")")]
    [InlineData("a.b in names", "a.b in names")]
    [InlineData("a.b in (names, other)", "a.b in (names, other)")]
    [InlineData("a.b intersects (x)", "a.b intersects (x)")]
    [InlineData("a.b pmatch (/etc, /var/*)", "a.b pmatch (/etc, /var/*)")]
    [InlineData("a.b in (0a!@#456:/\\.;!$%^&*[]{}|)", "a.b in (0a!@#456:/\\.;!$%^&*[]{}|)")]
    [InlineData("a.b = not", "a.b = not")]
    [InlineData("a.b = a.a", "a.b = a.a")]
    [InlineData("fd.name=*.log", "fd.name = *.log")]
    [InlineData("a.b=1 or b.c=2 and d", "a.b = 1 or b.c = 2 and d")]
    [InlineData("a_1.b2.c_3 = x", "a_1.b2.c_3 = x")]
    public void Fields_are_compared_with_every_operator(string condition, string printed) => AssertPrinted(condition, printed);

    [Theory]
    [InlineData("a.b = oneof (x, y)", "a.b = oneof (x, y)")]
    [InlineData("a.b == anyof (x)", "a.b = anyof (x)")]
    [InlineData("a.b != allof ()", "a.b != allof ()")]
    [InlineData("a.b contains anyof names", "a.b contains anyof names")]
    [InlineData("a.b startswith oneof (/proc/, /sys/)", "a.b startswith oneof (/proc/, /sys/)")]
    [InlineData("a.b regex allof ('.*a', 'b.*')", "a.b regex allof (\".*a\", \"b.*\")")]
    [InlineData("a.b = oneof oneof", "a.b = oneof oneof")]
    [InlineData("a.b = oneof or_names", "a.b = oneof or_names")]
    [InlineData("a.b = oneof", "a.b = oneof")]
    [InlineData("a.b = oneof_something", "a.b = oneof_something")]
    [InlineData("a.b = anyof and c.d exists", "a.b = anyof and c.d exists")]
    [InlineData("a.b = oneof and a.b = anyof (cat)", "a.b = oneof and a.b = anyof (cat)")]
    [InlineData("(a.b = allof) or (a.b = oneof)", "a.b = allof or a.b = oneof")]
    [InlineData("a.b = 'oneof'", "a.b = oneof")]
    public void Modifiers_are_allowed_only_before_lists(string condition, string printed) => AssertPrinted(condition, printed);

    [Theory]
    [InlineData("a.b[0] = x", "a.b[0] = x")]
    [InlineData("a.b[key] = x", "a.b[key] = x")]
    [InlineData("a.b['key'] = x", "a.b[key] = x")]
    [InlineData("a.b[\"a key\"] = x", "a.b[\"a key\"] = x")]
    [InlineData("a.b[\"\"] = x", "a.b[\"\"] = x")]
    [InlineData("a.b[/a/b~1c] = x", "a.b[/a/b~1c] = x")]
    [InlineData("a.b[0a!@#456:/\\.;!$%^&*(){}|] = x", "a.b[\"0a!@#456:/\\\\.;!$%^&*(){}|\"] = x")]
    [InlineData("a.b[\"x \\\"with\\\" y\"] exists", "a.b[\"x \\\"with\\\" y\"] exists")]
    public void Fields_take_arguments_in_brackets(string condition, string printed) => AssertPrinted(condition, printed);

    [Theory]
    [InlineData("tolower(a.b) = x", "tolower(a.b) = x")]
    [InlineData("b64( toupper( a.b[1] ) ) exists", "b64(toupper(a.b[1])) exists")]
    [InlineData("a.b = val(c.d)", "a.b = val(c.d)")]
    [InlineData("a.b in val( c.d[x] )", "a.b in val(c.d[x])")]
    [InlineData("a.b > val(c.d)", "a.b > val(c.d)")]
    [InlineData("tolower(a.b) = tolower(c.d)", "tolower(a.b) = tolower(c.d)")]
    [InlineData("len(a.b) >= 3", "len(a.b) >= 3")]
    [InlineData("join(\"-\", (a.b, tolower(c.d), 'x', 12)) = y", "join(\"-\", (a.b, tolower(c.d), \"x\", \"12\")) = y")]
    [InlineData("join('-' , ()) = y", "join(\"-\", ()) = y")]
    [InlineData("concat(a.b, \"-\", c.d) startswith x", "concat(a.b, \"-\", c.d) startswith x")]
    [InlineData("getopt(a.b, 'nt:')[t] = x", "getopt(a.b, \"nt:\")[t] = x")]
    [InlineData("getopt((\"-n\"), \"n\") intersects (n)", "getopt((\"-n\"), \"n\") intersects (n)")]
    [InlineData("a.b = b64 and(c)", "a.b = b64 and c")]
    [InlineData("a.b = val", "a.b = val")]
    public void Transformers_are_allowed_on_both_sides(string condition, string printed) => AssertPrinted(condition, printed);

    [Theory]
    [InlineData("a.b = \"\"", "")]
    [InlineData("a.b = 'x y'", "x y")]
    [InlineData("a.b = \"it's\"", "it's")]
    [InlineData("a.b = 'say \"x\"'", "say \"x\"")]
    [InlineData("a.b = 'it\\'s'", "it's")]
    [InlineData("a.b = \"a\\\\b\"", "a\\b")]
    [InlineData("a.b = \"a\\ b\"", "a\\b")]
    [InlineData("a.b = \"\\b\\f\\n\\r\\t\\/\"", "\b\f\n\r\t/")]
    [InlineData("a.b = \"\\x41\\xc3\\xa9\"", "A\u00e9")]
    [InlineData("a.b = \"\u00e9\\x41\"", "\u00e9A")]
    [InlineData("a.b = c:\\dir\\", "c:\\dir\\")]
    [InlineData("a.b = 'a \\' \\\\''", "a ' \\'")]
    [InlineData("a.b = \"'\"", "'")]
    [InlineData("a.b = caf\u00e9", "caf\u00e9")]
    public void Values_are_unquoted_and_unescaped_as_in_Falco(string condition, string value)
    {
        var comparison = Assert.IsType<ComparisonExpression>(Parse(condition));
        Assert.Equal(value, Assert.IsType<ValueRight>(comparison.Right).Text);
        AssertPrinted(condition, comparison.ToString());
    }

    [Fact]
    public void An_escaped_byte_need_not_be_valid_UTF_8()
    {
        var right = Assert.IsType<ValueRight>(Assert.IsType<ComparisonExpression>(Parse("a.b = \"\\xff\\xc3x\"")).Right);
        Assert.Equal([0xFF, 0xC3, (byte)'x'], LiteralText.ToBytes(right.Text));
        AssertPrinted("a.b = \"\\xff\\xc3x\"", "a.b = \"\\xff\\xc3x\"");
    }

    [Theory]
    [InlineData("", "1:1+0 Expected a field, a transformer, a macro, 'not' or '(', found the end.")]
    [InlineData("  ", "1:3+0 Expected a field, a transformer, a macro, 'not' or '(', found the end.")]
    [InlineData("a andb", "1:6+1 Expected a space or '(' after 'and', found 'b'.")]
    [InlineData("aand b", "1:6+1 Expected 'and', 'or' or the end of the condition, found 'b'.")]
    [InlineData("a and", "1:6+0 Expected a space or '(' after 'and', found the end. Write a condition after it, or remove it.")]
    [InlineData("a and ", "1:7+0 Expected a field, a transformer, a macro, 'not' or '(', found the end.")]
    [InlineData("a and or b", "1:7+2 Expected a field, a transformer, a macro, 'not' or '(', found 'or'.")]
    [InlineData("and a", "1:1+3 Expected a field, a transformer, a macro, 'not' or '(', found 'and'.")]
    [InlineData("not", "1:1+3 Expected a field, a transformer, a macro, 'not' or '(', found 'not'.")]
    [InlineData("a not b", "1:3+3 Expected 'and', 'or' or the end of the condition, found 'not'.")]
    [InlineData("a and\n  (b", "2:5+0 Expected 'and', 'or' or ')', found the end.")]
    [InlineData("a)", "1:2+1 Expected 'and', 'or' or the end of the condition, found ')'.")]
    [InlineData("()", "1:2+1 Expected a field, a transformer, a macro, 'not' or '(', found ')'.")]
    [InlineData("#a", "1:1+2 Expected a field, a transformer, a macro, 'not' or '(', found '#a'.")]
    [InlineData("macro > 12", "1:7+1 Expected 'and', 'or' or the end of the condition, found '>'. The word before it is not a field: a field is written 'class.name', as in ka.verb.")]
    [InlineData("a.b =", "1:6+0 Expected a value, val(field) or a transformer, found the end.")]
    [InlineData("a.b = (x)", "1:7+1 Expected a value, val(field) or a transformer, found '('.")]
    [InlineData("a.b === x", "1:7+1 Expected a value, val(field) or a transformer, found '='.")]
    [InlineData("a.b = b = 1", "1:9+1 Expected 'and', 'or' or the end of the condition, found '='.")]
    [InlineData("a.b > x", "1:7+1 Expected a number, val(field) or a transformer, found 'x'.")]
    [InlineData("a.b < 0xAAA.1", "1:12+2 Expected 'and', 'or' or the end of the condition, found '.1'.")]
    [InlineData("a.b exists x", "1:12+1 Expected 'and', 'or' or the end of the condition, found 'x'.")]
    [InlineData("a.b in", "1:7+0 Expected a list in parentheses, the name of a list, val(field) or a transformer, found the end.")]
    [InlineData("a.b in )", "1:8+1 Expected a list in parentheses, the name of a list, val(field) or a transformer, found ')'.")]
    [InlineData("a.b in (", "1:9+0 Expected a value or ')', found the end.")]
    [InlineData("a.b in (x", "1:10+0 Expected ',' or ')', found the end.")]
    [InlineData("a.b in (x,)", "1:11+1 Expected a value, found ')'.")]
    [InlineData("a.b in (,)", "1:9+1 Expected a value or ')', found ','.")]
    [InlineData("a.b in (b64(c.d))", "1:12+1 Expected ',' or ')', found '('.")]
    [InlineData("a.b = 'x", "1:7+1 The string that starts here has no closing '. A quote after a backslash does not end a string.")]
    [InlineData("a.b = 'x\\\"'", "1:9+2 A string in ' takes \" without a backslash.")]
    [InlineData("a.b = \"x\\q\"", "1:9+2 '\\q' is not an escape sequence; use one of \\b, \\f, \\n, \\r, \\t, \\\\, \\/, \\\", \\' and \\xNN. A backslash is written '\\\\'.")]
    [InlineData("a.b = \"x\\x4\"", "1:9+3 '\\x' must be followed by two hexadecimal digits, as in '\\x41'.")]
    [InlineData("a.b[] = x", "1:5+1 Expected the field's argument: a word, or a string in quotes, found ']'.")]
    [InlineData("a.b[ x ] = x", "1:5+1 Expected the field's argument: a word, or a string in quotes, found ' '.")]
    [InlineData("a.b[\"x\" = y", "1:8+1 Expected ']', found ' '.")]
    [InlineData("val(a.b) exists", "1:1+3 val() is allowed only on the right of an operator; on the left write the field alone.")]
    [InlineData("tolwer(a.b) exists", "1:1+6 'tolwer' is not a transformer (did you mean 'tolower'?); use one of tolower, toupper, b64, basename, len, join, concat, getopt.")]
    [InlineData("b64 (a.b) exists", "1:5+1 Expected 'and', 'or' or the end of the condition, found '('.")]
    [InlineData("b64(a(b)) exists", "1:5+1 Expected a field, a transformer, a string in quotes, a number or a list in parentheses, found 'a'.")]
    [InlineData("b64(a.b exists", "1:9+6 Expected ',' or ')' after the transformer's arguments, found 'exists'.")]
    [InlineData("a.b = val(tolower(c.d))", "1:11+7 Expected a field: val() takes nothing else, found 'tolower'.")]
    [InlineData("a.b = tolower(val(c.d))", "1:15+3 Expected a field, a transformer, a string in quotes, a number or a list in parentheses, found 'val'.")]
    [InlineData("join('-', ((a.b))) = x", "1:12+1 Expected a field, a transformer, a string in quotes or a number, found '('.")]
    [InlineData("join('-', (a.b,)) = x", "1:16+1 Expected a field, a transformer, a string in quotes or a number, found ')'.")]
    [InlineData("a.b =oneof (x)", "1:12+1 Expected 'and', 'or' or the end of the condition, found '('.")]
    [InlineData("a.b = oneof(x)", "1:12+1 Expected 'and', 'or' or the end of the condition, found '('.")]
    [InlineData("a.b > oneof (1)", "1:7+5 Expected a number, val(field) or a transformer, found 'oneof'.")]
    [InlineData("a.b in oneof (x)", "1:14+1 Expected 'and', 'or' or the end of the condition, found '('.")]
    [InlineData("a.b containsx", "1:5+9 Expected an operator: exists, =, !=, <, <=, >, >=, contains, icontains, bcontains, startswith, bstartswith, endswith, glob, iglob, regex, in, intersects, pmatch, found 'containsx'.")]
    public void Errors_name_what_was_found_what_was_expected_and_the_location(string condition, string expected)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(ConditionParser.Parse(MappedText.Whole(new SourceText("test", condition)), diagnostics));
        Assert.Equal(expected, AssertCondition.Print(diagnostics));
        Assert.Equal("LOAD_ERR_COMPILE_CONDITION", diagnostics[0].Code);
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("not(", 100_000)]
    [InlineData("tolower(", 100_000)]
    [InlineData("b64(tolower(", 100_000)]
    public void Deep_nesting_is_an_error_and_does_not_overflow_the_stack(string piece, int count)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(ConditionParser.Parse(MappedText.Whole(new SourceText("test", string.Concat(Enumerable.Repeat(piece, count)))), diagnostics));
        Assert.Contains("more than 256 levels deep", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_parentheses_as_in_Falco_are_allowed() => AssertPrinted(new string('(', 200) + "a" + new string(')', 200), "a");

    [Theory]
    [InlineData("a and ", "a")]
    [InlineData("not ", "a")]
    [InlineData("a.b = x or ", "a")]
    public void Long_conditions_are_parsed_completely(string piece, string end) => Assert.NotNull(Parse(string.Concat(Enumerable.Repeat(piece, 20_000)) + end));

    [Fact]
    public void Locations_refer_to_the_source_of_the_condition()
    {
        const string file = "condition: >\n  a.b = x\n  and (c.d)";
        var source = new SourceText("rules.yaml", file);
        var origins = Enumerable.Range(15, 7).Append(22).Concat(Enumerable.Range(25, 9)).Append(34);
        var diagnostics = new List<Diagnostic>();
        Assert.Null(ConditionParser.Parse(new MappedText("a.b = x and (c.d)", source, [.. origins]), diagnostics));
        Assert.StartsWith("rules.yaml:3:11: error: Expected an operator", diagnostics[0].Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_part_has_its_location()
    {
        var or = Assert.IsType<OrExpression>(Parse("a or (b.c  =  'x y')"));
        var comparison = Assert.IsType<ComparisonExpression>(or.Operands[1]);
        Assert.Equal((0, 19), (or.Location.Span.Start, or.Location.Span.End));
        Assert.Equal((6, 19), (comparison.Location.Span.Start, comparison.Location.Span.End));
        Assert.Equal((6, 9), (comparison.Left.Location.Span.Start, comparison.Left.Location.Span.End));
        Assert.Equal((11, 12), (comparison.OperatorLocation.Span.Start, comparison.OperatorLocation.Span.End));
        Assert.Equal((14, 19), (comparison.Right.Location.Span.Start, comparison.Right.Location.Span.End));
    }

    private static Expression Parse(string condition)
    {
        var diagnostics = new List<Diagnostic>();
        var expression = ConditionParser.Parse(MappedText.Whole(new SourceText("test", condition)), diagnostics);
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.Message));
        return expression!;
    }

    /// <summary>The condition has that normal form, and the normal form is its own normal form.</summary>
    private static void AssertPrinted(string condition, string printed)
    {
        Assert.Equal(printed, Parse(condition).ToString());
        Assert.Equal(printed, Parse(printed).ToString());
    }
}
