using System.Text;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Tests.Yaml;

public sealed class YamlReaderTests
{
    /// <summary>Each character of a value that is not white space is in the file at its origin.</summary>
    [Theory]
    [InlineData("- one two", "one two")]
    [InlineData("- one\n  two   three\n\n  four # comment\n", "one two   three\nfour")]
    [InlineData("- 'it''s\n  two'", "it's two")]
    [InlineData("- \"tab\\tquote\\\" back\\\\slash\\x41\\u00e9\"", "tab\tquote\" back\\slashAé")]
    [InlineData("- \"smile \\U0001F600 after\"", "smile 😀 after")]
    [InlineData("- \"smile 😀 after\"", "smile 😀 after")]
    [InlineData("- \"one\\\n   two\n   three\"", "onetwo three")]
    [InlineData("- \"a\\Nb\\_c\\Ld\\Pe\"", "a\u0085b\u00a0c\u2028d\u2029e")]
    [InlineData("- >  # a comment\n  one and\n  two\n\n  three\n    more\n  four\n", "one and two\nthree\n  more\nfour\n")]
    [InlineData("- >\r\n  one and\r\n  two\r\n", "one and two\n")]
    [InlineData("- >-\n  one\n  two", "one two")]
    [InlineData("- |+\n  one\n   two\n\n", "one\n two\n\n")]
    [InlineData("- |2\n    one\n   two\n", "  one\n two\n")]
    [InlineData("- &anchor !!str one", "one")]
    [InlineData("- &a |\n  one", "one")]
    [InlineData("- [a, b]\n- last", "last")]
    [InlineData("- ''", "")]
    [InlineData("-", "")]
    public void Every_character_of_a_scalar_maps_to_where_it_is_written(string yaml, string value)
    {
        var scalar = Assert.IsType<YamlScalar>(Root(yaml).Items[^1]);

        Assert.Equal(value, scalar.Value);
        Assert.Equal(value.Where(IsInk), Enumerable.Range(0, value.Length).Where(i => IsInk(value[i])).Select(i => Written(yaml, scalar.Text, i)));
    }

    [Fact]
    public void Origins_never_fall_and_stay_inside_the_scalar()
    {
        const string yaml = "- >\n   one\n     two\n\n\n   three   \n\n- \"a\\\n  \\x20  b\\n \\u0041\"\n- 'x\n\n  y'\n";
        foreach (var scalar in Root(yaml).Items.Cast<YamlScalar>())
        {
            var places = Enumerable.Range(0, scalar.Value.Length + 1).Select(i => scalar.Text.Origin(new TextSpan(i, 0)).Span.Start).ToList();

            Assert.Equal(places.Order(), places);
            Assert.All(places, place => Assert.InRange(place, scalar.Location.Span.Start, yaml.Length));
        }
    }

    [Theory]
    [InlineData("- a: 1\n  b: [x, y]\n- c\n", "a: 1\n  b: [x, y]")]
    [InlineData("- {a: 1}\n- c\n", "{a: 1}")]
    [InlineData("- a: >\n    text\n\n- c", "a: >\n    text")]
    [InlineData("-   a:\n- c", "a")]
    public void A_mapping_ends_with_its_last_value(string yaml, string written)
    {
        var span = Root(yaml).Items[0].Location.Span;

        Assert.Equal(written, yaml.Substring(span.Start, span.Length).TrimEnd(':', '\n'));
    }

    [Theory]
    [InlineData("- &x [a, b]\n- *x", "[[a, b], [a, b]]")]
    [InlineData("---\n- a\n---\n- b\n...\n", "[a]\n[b]")]
    [InlineData("", "")]
    [InlineData("# only a comment\n", "")]
    [InlineData("a: {b: ~}", "{a: {b: ~}}")]
    [InlineData("- &x a\n- *x\n---\n- b", "[a, a]\n[b]")]
    public void Documents_aliases_and_collections_are_read(string yaml, string printed) =>
        Assert.Equal(printed, string.Join("\n", Read(yaml, out _).Documents.Select(Print)));

    [Theory]
    [InlineData("-", true)]
    [InlineData("- ~", true)]
    [InlineData("- null", true)]
    [InlineData("- NULL", true)]
    [InlineData("- 'null'", false)]
    [InlineData("- \"\"", false)]
    [InlineData("- !!str", false)]
    [InlineData("- nil", false)]
    public void Only_plain_scalars_are_null(string yaml, bool isNull) => Assert.Equal(isNull, Root(yaml).Items[0].IsNull);

    [Theory]
    [InlineData("- a\n- \"b\n", "2:3", "the text that begins with \" here has no closing", "[a]")]
    [InlineData("- a: b: c\n", "1:7", "the text contains ': '", "[]")]
    [InlineData("- a\n- [x, y\n- z\n", "2:3", "this '[' is never closed", "[a]")]
    [InlineData("- a\n- *nope\n", "2:3", "the alias '*nope' has no anchor '&nope' before it", "[a]")]
    [InlineData("- a\n- &x [*x]\n", "2:7", "the alias '*x' is inside its own anchor '&x'", "[a]")]
    [InlineData("- &x a\n---\n- *x", "3:3", "has no anchor", "[a]|[]")]
    [InlineData("- ? [a]\n  : b", "1:5", "a key must be a string", "[]")]
    public void A_syntax_error_has_a_location_and_what_precedes_it_is_kept(string yaml, string location, string message, string kept)
    {
        var file = Read(yaml, out var diagnostics);

        var error = Assert.Single(diagnostics);
        Assert.Equal(("LOAD_ERR_YAML_PARSE", $"test.yaml:{location}"), (error.Code, error.Location.ToString()));
        Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((false, kept), (file.IsComplete, string.Join('|', file.Documents.Select(Print))));
    }

    [Fact]
    public void Aliases_cannot_make_a_small_file_large()
    {
        var bomb = new StringBuilder("- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            bomb.Append($"- &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Read(bomb.ToString(), out var diagnostics);

        Assert.Contains("with its aliases expanded, the file has more than 1000000 nodes", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    public void Nesting_is_bounded(string open, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "x" + string.Concat(Enumerable.Repeat(close, depth));

        Read(Nested(60), out var few);
        Read(Nested(5000), out var many);

        Assert.Empty(few);
        Assert.Contains("nested more than 64 levels deep", Assert.Single(many).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_do_not_increase_the_maximum_depth()
    {
        // Each anchor is 40 levels deep and its innermost value is the anchor before it.
        string Level(int i) => $"- &a{i} {new string('[', 40)}{(i == 0 ? "x" : $"*a{i - 1}")}{new string(']', 40)}\n";

        Read(Level(0), out var one);
        Read(string.Concat(Enumerable.Range(0, 1000).Select(Level)), out var many);

        Assert.Empty(one);
        Assert.Equal("test.yaml:2:47", Assert.Single(many).Location.ToString());
        Assert.Contains("nested more than 64 levels deep", many[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_caller_may_set_lower_limits()
    {
        string Error(string yaml, YamlLimits limits)
        {
            var diagnostics = new List<Diagnostic>();
            YamlReader.Read(new SourceText("test.yaml", yaml), diagnostics, limits);
            return diagnostics.Count == 0 ? "" : diagnostics[0].Message;
        }

        Assert.Equal("", Error("- [a, b]", new() { MaxSize = 8, MaxDepth = 3, MaxNodes = 4 }));
        Assert.Equal("Invalid YAML: the text has more than 7 characters, which is the maximum.", Error("- [a, b]", new() { MaxSize = 7 }));
        Assert.Equal("Invalid YAML: sequences and mappings are nested more than 2 levels deep.", Error("- [a, b]", new() { MaxDepth = 2 }));
        Assert.Equal("Invalid YAML: with its aliases expanded, the file has more than 3 nodes.", Error("- [a, b]", new() { MaxNodes = 3 }));
    }

    [Theory]
    [InlineData("{a: 1, b: 2, a: 3}", "{a: 1, b: 2, a: 3}")]
    [InlineData("x: &x {a: 1}\ny: {<<: *x, b: 2}", "{x: {a: 1}, y: {<<: {a: 1}, b: 2}}")]
    public void Duplicate_and_merge_keys_are_entries_like_others(string yaml, string printed) =>
        Assert.Equal(printed, Print(Assert.Single(Read(yaml, out _).Documents)));

    [Theory]
    [InlineData("a: 1.5", true)]
    [InlineData("a: '1.5'", false)]
    [InlineData("a: \"1.5\"", false)]
    [InlineData("a: !!str 1.5", false)]
    [InlineData("a: |\n  1.5", false)]
    public void Plain_and_quoted_scalars_are_distinguished(string yaml, bool isPlain) =>
        Assert.Equal(isPlain, Assert.IsType<YamlScalar>(Assert.IsType<YamlMapping>(Assert.Single(Read(yaml, out _).Documents)).Find("a")).IsPlain);

    [Theory]
    [InlineData("%YAML 99999999999999999999.1\n---\na: 1")]
    [InlineData("%TAG ! tag:%ff,2000:\n--- !a b")]
    [InlineData("a: !<%E4> b")]
    [InlineData("a: \"\\UFFFFFFFF\"")]
    [InlineData("a: \"\\uD800\"")]
    [InlineData("a: |99999999999\n b")]
    [InlineData("}")]
    [InlineData("a: [b}")]
    [InlineData("- a\n\u0000\n- b")]
    [InlineData("\t- a\n\t\t- b:\tc\n")]
    [InlineData("? ? ? ?")]
    [InlineData("&")]
    [InlineData("*")]
    [InlineData("!")]
    [InlineData("%")]
    public void Exceptions_of_the_parser_are_diagnostics(string yaml)
    {
        var file = Read(yaml, out var diagnostics);

        Assert.Equal(file.IsComplete, diagnostics.Count == 0);
        Assert.All(diagnostics, error => Assert.StartsWith("test.yaml:", error.Location.ToString(), StringComparison.Ordinal));
    }

    private static bool IsInk(char character) => !char.IsWhiteSpace(character);

    /// <summary>The character that the file has at the origin of a value's character, with escapes resolved.</summary>
    private static char Written(string yaml, MappedText text, int index)
    {
        var at = text.Origin(new TextSpan(index, 1)).Span.Start;
        var rest = yaml[at..];
        return rest switch
        {
            _ when rest.StartsWith("\\U0001F600", StringComparison.Ordinal) => '\ud83d',
            _ when rest.StartsWith(" after", StringComparison.Ordinal) => '\ude00',
            _ when rest.StartsWith("\\x41", StringComparison.Ordinal) => 'A',
            _ when rest.StartsWith("\\u00e9", StringComparison.Ordinal) => 'é',
            ['\\', var escaped, ..] => escaped,
            _ => rest[0],
        };
    }

    private static YamlSequence Root(string yaml)
    {
        var file = Read(yaml, out var diagnostics);
        Assert.Empty(diagnostics);
        return Assert.IsType<YamlSequence>(file.Documents[0]);
    }

    private static YamlFile Read(string yaml, out List<Diagnostic> diagnostics)
    {
        diagnostics = [];
        return YamlReader.Read(new SourceText("test.yaml", yaml), diagnostics);
    }

    private static string Print(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.Value,
        YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Select(Print))}]",
        YamlMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key.Value}: {Print(entry.Value)}"))}}}",
        _ => throw new ArgumentException("no such node", nameof(node)),
    };
}
