using System.Text;
using FalcoRules.Files;
using FalcoRules.Text;

namespace FalcoRules.Tests.Files;

public sealed class YamlReaderTests
{
    /// <summary>Each character of a value that is not white space stands in the file where its origin says.</summary>
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
    public void Every_character_of_a_scalar_maps_to_where_it_stands(string yaml, string value)
    {
        var scalar = Assert.IsType<YamlScalar>(Root(yaml).Items[^1]);

        Assert.Equal(value, scalar.Value);
        Assert.Equal(value.Where(IsInk), Enumerable.Range(0, value.Length).Where(i => IsInk(value[i])).Select(i => Written(yaml, scalar.Text, i)));
    }

    [Fact]
    public void Origins_never_fall_and_stay_inside_the_scalar()
    {
        const string Yaml = "- >\n   one\n     two\n\n\n   three   \n\n- \"a\\\n  \\x20  b\\n \\u0041\"\n- 'x\n\n  y'\n";
        foreach (var scalar in Root(Yaml).Items.Cast<YamlScalar>())
        {
            var places = Enumerable.Range(0, scalar.Value.Length + 1).Select(i => scalar.Text.Origin(new TextSpan(i, 0)).Span.Start).ToList();

            Assert.Equal(places.Order(), places);
            Assert.All(places, place => Assert.InRange(place, scalar.Location.Span.Start, Yaml.Length));
        }
    }

    [Theory]
    [InlineData("- a: 1\n  b: [x, y]\n- c\n", "a: 1\n  b: [x, y]")]
    [InlineData("- {a: 1}\n- c\n", "{a: 1}")]
    [InlineData("- a: >\n    text\n\n- c", "a: >\n    text")]
    [InlineData("-   a:\n- c", "a")]
    public void A_mapping_ends_where_its_last_value_does(string yaml, string written)
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
    [InlineData("- a\n- \"b\n", "2:3", "while scanning a quoted scalar, found unexpected end of stream", "[a]")]
    [InlineData("- a: b: c\n", "1:7", "while scanning a plain scalar value, found invalid mapping", "[]")]
    [InlineData("- a\n- [x, y\n- z\n", "3:1", "something else is expected here", "[a]")]
    [InlineData("- a\n- *nope\n", "2:3", "the alias '*nope' has no anchor '&nope' before it", "[a]")]
    [InlineData("- a\n- &x [*x]\n", "2:7", "the alias '*x' stands inside its own anchor", "[a]")]
    [InlineData("- &x a\n---\n- *x", "3:3", "has no anchor", "[a]|[]")]
    [InlineData("- ? [a]\n  : b", "1:5", "a key must be a text", "[]")]
    public void A_syntax_error_has_a_place_and_what_stands_before_it_is_kept(string yaml, string place, string message, string kept)
    {
        var file = Read(yaml, out var diagnostics);

        var error = Assert.Single(diagnostics);
        var position = error.Source.Position(error.Span.Start);
        Assert.Equal(("LOAD_ERR_YAML_PARSE", place), (error.Code, $"{position.Line}:{position.Column}"));
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

        Assert.Contains("with its aliases put in, the file has more than 1000000 nodes", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
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
        Assert.Contains("nest more than 64 deep", Assert.Single(many).Message, StringComparison.Ordinal);
    }

    private static bool IsInk(char character) => !char.IsWhiteSpace(character);

    /// <summary>The character that the file has at the origin of a value's character, escapes read.</summary>
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
