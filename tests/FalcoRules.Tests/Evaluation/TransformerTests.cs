namespace FalcoRules.Tests.Evaluation;

public class TransformerTests
{
    [Theory]
    [InlineData("tolower(t.text) = abc\u00c9", "t.text=AbC\u00c9", true)]
    [InlineData("toupper(t.text) = ABC\u00e9", "t.text=aBc\u00e9", true)]
    [InlineData("tolower(t.list) in (a, b)", "t.list=A|b|B", true)]
    [InlineData("tolower(t.list) intersects (c)", "t.list=A|b", false)]
    [InlineData("toupper(t.text) exists", "", false)]
    [InlineData("not toupper(t.text) = A", "", true)]
    [InlineData("basename(t.text) = cat", "t.text=/usr/bin/cat", true)]
    [InlineData("basename(t.text) = ''", "t.text=/usr/bin/", true)]
    [InlineData("basename(t.text) = cat", "t.text=cat", true)]
    [InlineData("toupper(basename(t.text)) = CAT", "t.text=/usr/bin/cat", true)]
    [InlineData("b64(t.text) = hello", "t.text=aGVsbG8=", true)]
    [InlineData("b64(t.text) = hello", "t.text=aGVsbG8", true)]
    [InlineData("b64(t.text) = a", "t.text=YQ==", true)]
    [InlineData("b64(t.text) = a", "t.text=YQ=", true)]
    [InlineData("b64(t.text) = a", "t.text=YQ", true)]
    [InlineData("b64(t.text) exists", "t.text=YR", false)]
    [InlineData("b64(t.text) exists", "t.text=Y", false)]
    [InlineData("b64(t.text) exists", "t.text==", false)]
    [InlineData("b64(t.text) exists", "t.text=aGV sbG8", false)]
    [InlineData("b64(t.text) exists", "t.text=aGV*", false)]
    [InlineData("b64(t.text) = ''", "t.text=", true)]
    [InlineData("b64(t.text) = \"\\xfb\\xff\"", "t.text=+/8=", true)]
    [InlineData("b64(t.list) in (a, b)", "t.list=YQ==|Yg==", true)]
    [InlineData("b64(t.list) exists", "t.list=YQ==|*", false)]
    [InlineData("tolower(b64(t.text)) = hello", "t.text=SEVMTE8=", true)]
    [InlineData("len(t.text) = 5", "t.text=caf\u00e9", true)]
    [InlineData("len(t.text) = 0", "t.text=", true)]
    [InlineData("len(t.text) = 0", "", false)]
    [InlineData("len(t.text) exists", "", false)]
    [InlineData("len(t.list) > 1", "t.list=a|b", true)]
    [InlineData("len(t.list) in (1, 3)", "t.list=a|b", false)]
    [InlineData("len(t.nums) = 2", "t.nums=7|8", true)]
    [InlineData("len(tolower(t.list)) = 2", "t.list=a|b", true)]
    [InlineData("len((t.text, \"x\")) = 2", "t.text=a", true)]
    [InlineData("len(()) = 0", "", true)]
    public void Transformers_of_one_value_give_one_value(string condition, string values, bool expected) => AssertCondition.Gives(condition, values, expected);

    [Theory]
    [InlineData("join('-', (t.text, t.other)) = a-b", "t.text=a;t.other=b", true)]
    [InlineData("join('-', (t.text, t.other)) exists", "t.text=a", false)]
    [InlineData("join('->', ('aaa', 'bbb')) = aaa->bbb", "", true)]
    [InlineData("join(',', ('aaa')) = aaa", "", true)]
    [InlineData("join(',', ()) = ''", "", true)]
    [InlineData("join(',', t.list) = 'a,b,c'", "t.list=a|b|c", true)]
    [InlineData("join(',', (t.list, 'x')) = 'a,b,x'", "t.list=a|b", true)]
    [InlineData("join(',', (t.num, t.flag, t.ip)) = '5,true,10.0.0.1'", "t.num=5;t.flag=true;t.ip=10.0.0.1", true)]
    [InlineData("join(',', t.nums) = '1,2'", "t.nums=1|2", true)]
    [InlineData("join(t.text, t.list) = a-b", "t.text=-;t.list=a|b", true)]
    [InlineData("join(t.text, t.list) exists", "t.list=a|b", false)]
    [InlineData("join('-', (toupper(t.text), 12)) = A-12", "t.text=a", true)]
    [InlineData("toupper(join('-', ('a', 'b'))) = A-B", "", true)]
    [InlineData("len(join('-', ('aaa', 'bbb'))) = 7", "", true)]
    [InlineData("b64(join('W', ('YWFhL', 'JiYg'))) = aaa-bbb", "", true)]
    [InlineData("concat(t.text, '-', t.other) = a-b", "t.text=a;t.other=b", true)]
    [InlineData("concat(t.text, t.other) exists", "t.other=b", false)]
    [InlineData("concat('aaa', 'bbb') = aaabbb", "", true)]
    [InlineData("toupper(concat(t.text, 'x')) startswith A", "t.text=a", true)]
    [InlineData("t.text = concat(t.other, '!')", "t.text=a!;t.other=a", true)]
    public void Transformers_of_several_values_give_one_value(string condition, string values, bool expected) =>
        AssertCondition.Gives(condition, values, expected);

    [Theory]
    [InlineData("('-n', '')", "n", "intersects (n)", true)]
    [InlineData("('-t', 'hello')", "t:", "in (t, hello)", true)]
    [InlineData("('-nt', 'hello')", "nt:", "in (n, t, hello)", true)]
    [InlineData("('-thello')", "t:", "in (t, hello)", true)]
    [InlineData("('-n', '--', '-t')", "nt:", "in (n)", true)]
    [InlineData("('-x', '-n')", "n", "in (?, n)", true)]
    [InlineData("('-x')", "n", "intersects (x)", false)]
    [InlineData("('-lpe', '/bin/sh')", "lpe:", "intersects (/bin/sh)", true)]
    [InlineData("('arg', '-n')", "n", "intersects (n)", false)]
    [InlineData("('-', '-n')", "n", "intersects (n)", false)]
    [InlineData("('-t')", "t:", "in ('')", true)]
    [InlineData("('-t')", ":t:", "intersects (t)", false)]
    [InlineData("('-t', '-123')", "t:", "in (t, -123)", true)]
    [InlineData("('--exec', '-n')", "en", "in (n)", true)]
    [InlineData("('-n', 'file', '-t')", "nt", "intersects (t)", false)]
    [InlineData("('-a', 'val', '-b')", "a:b", "in (a, val, b)", true)]
    [InlineData("('-@', '-+')", "@+", "in (@, +)", true)]
    [InlineData("('x')", "n", "in ()", true)]
    [InlineData("('x')", "n", "exists", true)]
    public void Getopt_gives_options_and_their_values(string arguments, string options, string comparison, bool expected) =>
        AssertCondition.Gives($"getopt({arguments}, '{options}') {comparison}", "", expected);

    [Theory]
    [InlineData("('-n', '-t', 'hello')", "nt:", "t", "= hello", true)]
    [InlineData("('-n', '-t', 'hello')", "nt:", "n", "= n", true)]
    [InlineData("('-t', 'v1', '-t', 'v2')", "t:", "t", "= v2", true)]
    [InlineData("('-t?')", "t:", "t", "= ?", true)]
    [InlineData("('-t')", "t:", "t", "= ''", true)]
    [InlineData("('-t')", "t:", "t", "!= ''", false)]
    [InlineData("('-n')", "nt:", "t", "exists", false)]
    [InlineData("('-t', 'v1', '-t')", "t:", "t", "= v1", false)]
    public void Getopt_with_a_selector_gives_the_last_value_of_one_option(
        string arguments,
        string options,
        string selector,
        string comparison,
        bool expected) =>
        AssertCondition.Gives($"getopt({arguments}, '{options}')[{selector}] {comparison}", "", expected);

    [Fact]
    public void Getopt_reads_fields() => AssertCondition.Gives("getopt(t.list, t.text)[p] = 8080", "t.list=-v|-p8080;t.text=vp:", expected: true);
}
