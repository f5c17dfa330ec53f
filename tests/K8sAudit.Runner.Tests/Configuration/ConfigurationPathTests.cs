using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Tests.Configuration;

public sealed class ConfigurationPathTests
{
    private const string Base = "{a: 1, list: [x, u], deep: {er: {key: v}}, rows: [{k: 1}], matrix: [[1, 2], [3]]}";

    [Theory]
    [InlineData("a=2", "a", "2")]
    [InlineData("b=2", "b", "2")]
    [InlineData("a=", "a", "")]
    [InlineData("a=x=y", "a", "x=y")]
    [InlineData("deep.er.key=w", "deep", """{"er":{"key":"w"}}""")]
    [InlineData("deep.new.key=w", "deep", """{"er":{"key":"v"},"new":{"key":"w"}}""")]
    [InlineData("list[0]=z", "list", """["z","u"]""")]
    [InlineData("list[2]=z", "list", """["x","u","z"]""")]
    [InlineData("list[]=z", "list", """["x","u","z"]""")]
    [InlineData("rows[0].k=7", "rows", """[{"k":7}]""")]
    [InlineData("rows[].k=7", "rows", """[{"k":1},{"k":7}]""")]
    [InlineData("matrix[1][0]=9", "matrix", """[[1,2],[9]]""")]
    [InlineData("fresh[].name=p", "fresh", """[{"name":"p"}]""")]
    [InlineData("append_output[]={\"match\": {\"source\": \"s\"}, extra_output: 'x'}", "append_output", """[{"match":{"source":"s"},"extra_output":"x"}]""")]
    [InlineData("load_plugins=[p, q]", "load_plugins", """["p","q"]""")]
    [InlineData("a\\.b=1", "a.b", "1")]
    [InlineData("a\\[b\\]=1", "a[b]", "1")]
    [InlineData("a\\\\b=1", "a\\b", "1")]
    public void A_value_is_set_where_the_path_leads(string option, string key, string expected)
    {
        var root = Some.Configuration(Base);
        var parsed = CommandLineOverride.Parse(option);

        parsed.Path.Set(root, parsed.Value);

        Assert.Equal(expected, root.Entries[key] is ConfigurationScalar scalar ? scalar.Text : ConfigurationJson.Of(root.Entries[key]));
    }

    [Theory]
    [InlineData("a", "-o a: expected key=value, key.subkey=value or list[0].key=value")]
    [InlineData("=a", "-o =a: expected key=value")]
    [InlineData("a..b=1", "-o a..b: expected a key at position 2")]
    [InlineData("a.=1", "-o a.: expected '.' or '[' and then a key at position 1")]
    [InlineData("[0]=1", "-o [0]: expected a key at position 0")]
    [InlineData("list[x]=1", "-o list[x]: expected a number in brackets, found 'x'")]
    [InlineData("list[4294967295]=1", "-o list[4294967295]: expected a number in brackets, found '4294967295'")]
    [InlineData("list[0=1", "-o list[0: expected ']' after the bracket at position 4")]
    [InlineData("list[9]=1", "-o list[9]: expected an index up to 2, the length of the list, found 9; use [] to add an entry at the end")]
    [InlineData("list.key=1", "-o list.key: 'list': expected a mapping, found a list")]
    [InlineData("a.b=1", "-o a.b: 'a': expected a mapping, found '1'")]
    [InlineData("a\\x=1", "-o a\\x: expected '.', '[', ']' or another backslash after the backslash at position 1")]
    public void A_path_that_leads_nowhere_is_an_error(string option, string expected)
    {
        var root = Some.Configuration(Base);

        var error = Assert.Throws<UserError>(() =>
        {
            var parsed = CommandLineOverride.Parse(option);
            parsed.Path.Set(root, parsed.Value);
        });

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }
}
