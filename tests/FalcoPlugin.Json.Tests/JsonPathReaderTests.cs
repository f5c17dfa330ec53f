using System.Text;
using static FalcoPlugin.Json.JsonPath;

namespace FalcoPlugin.Json.Tests;

public class JsonPathReaderTests
{
    private static readonly JsonPath _a = Root / "a";
    private static readonly JsonPath _b = _a / "b";
    private static readonly JsonPath _deep = Root / "list" / Each / "names" / Each;
    private static readonly JsonPath _element = Root / "list" / Each;

    [Fact]
    public void A_value_is_found_at_its_path() => AssertFinds("""{"x":{"b":0},"a":{"c":0,"b":"here"}}""", _b, "\"here\"");

    [Fact]
    public void A_path_may_be_a_prefix_of_another() => AssertFinds("""{"a":{"b":1}}""", _a, """{"b":1}""");

    [Fact]
    public void All_elements_are_found_with_their_index_in_the_first_array()
    {
        const string json = """{"list":[{"names":["p","q"]},{},{"names":["r"]}]}""";
        AssertFinds(json, _deep, "\"p\"", "\"q\"", "\"r\"");
        Assert.Equal([0, 0, 2], Find(json, _deep).Select(place => place.Index));
        Assert.Equal([-1], Find("""{"a":1}""", _a).Select(place => place.Index));
    }

    [Theory]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":1,"a":null}""")]
    [InlineData("""{"A":1}""")]
    [InlineData("""{"aa":1}""")]
    [InlineData("""{"":{"a":1}}""")]
    [InlineData("""["a"]""")]
    [InlineData("\"a\"")]
    [InlineData("1")]
    public void Null_and_values_of_other_paths_are_not_found(string json) => AssertFinds(json, _a);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":1}}""")]
    [InlineData("""{"a":1} {}""")]
    [InlineData("""{"a":{"b":1,}}""")]
    [InlineData("""{"a":{"b" 1}}""")]
    [InlineData("""{"a":{"b":}}""")]
    [InlineData("""{"a":{b:1}}""")]
    [InlineData("""{"list":[{},]}""")]
    [InlineData("""{"list":[{}""")]
    [InlineData("""{"list":[{}}""")]
    [InlineData("""{"a":1,"x":tru}""")]
    public void Invalid_JSON_has_no_values(string json)
    {
        var reader = new JsonPathReader(TrieOf(_a, _b, _deep, _element));
        Assert.False(reader.Read(Encoding.UTF8.GetBytes(json)));
        for (var path = 0; path < 4; path++)
        {
            Assert.True(reader.Ranges(path).IsEmpty);
        }
    }

    [Fact]
    public void The_last_of_equal_members_is_used_with_everything_below_it()
    {
        AssertFinds("""{"a":{"b":1},"a":{"b":2}}""", _b, "2");
        AssertFinds("""{"a":{"b":1},"a":{"c":2}}""", _b);
        AssertFinds("""{"a":{"b":1},"a":5}""", _b);
        AssertFinds("""{"a":{"b":1},"a":5}""", _a, "5");
        AssertFinds("""{"list":[{"names":["p"]}],"list":[{"names":["q"],"names":["r","s"]}]}""", _deep, "\"r\"", "\"s\"");
        AssertFinds("""{"list":[{"names":["p"]},{"names":["q"],"names":[]},{"names":["r"]}]}""", _deep, "\"p\"", "\"r\"");
    }

    [Fact]
    public void Names_are_compared_with_escapes_resolved()
    {
        AssertFinds("""{"\u0061":{"\u0062":1}}""", _b, "1");
        AssertFinds("""{"a":{"b":1},"\u0061":{"b":2}}""", _b, "2");
        AssertFinds("""{"\\u0061":{"b":1}}""", _b);
        var long64 = new string('k', 64);
        AssertFinds($$"""{"{{string.Concat(Enumerable.Repeat("\\u006b", 64))}}":1}""", Root / long64, "1");
        AssertFinds($$"""{"{{string.Concat(Enumerable.Repeat("\\u006b", 5000))}}":1}""", Root / long64);
    }

    [Fact]
    public void Values_inside_records_are_found_for_each_record()
    {
        const string json = """{"list":[{"names":[1,2]},{},{"names":[3]}]}""";
        var bytes = Encoding.UTF8.GetBytes(json);
        var trie = TrieOf(_element, _deep);
        var reader = new JsonPathReader(trie);
        Assert.True(reader.Read(bytes));
        var found = new List<string>();
        var inner = reader.Ranges(1);
        foreach (var record in reader.Ranges(0))
        {
            while (inner.AdvanceWithin(record))
            {
                found.Add($"{record.Index}:{Encoding.UTF8.GetString(inner.Current.Of(bytes))}");
            }
        }

        Assert.Equal(["0:1", "0:2", "2:3"], found);
    }

    [Theory]
    [InlineData("""{"x":{"b":0},"a":{"c":0,"b":"here"},"list":[{"names":["p","q"]},{},{"names":["r"]}]}""")]
    [InlineData(""" { "a" : { "b" : 1 } , "a" : { "b" : 2 } , "list" : [ ] } """)]
    [InlineData("""{"a":{"b":1},"\u0061":{"c":2},"list":null,"list":[{"names":[1]}],"mark":1,"mark":{"b":2}}""")]
    [InlineData("""{"a":{"b":1},"a":null,"x":"y"}""")]
    [InlineData("{}")]
    public void Walking_an_object_finds_the_same_offsets_as_reading_it(string json)
    {
        var trie = TrieOf(_a, _b, _deep, _element);
        trie.PauseAt(Root / "mark");
        var (read, walked, loaded) = (new JsonPathReader(trie), new JsonPathReader(trie), new JsonPathReader(trie));
        Assert.True(read.Read(Encoding.UTF8.GetBytes(json)));

        // The copied offsets are relative to the start of the document.
        var text = Encoding.UTF8.GetBytes("12345" + json);
        Assert.Equal(json.Split("\"mark\"").Length - 1, Walk(walked, text));
        var offsets = new FieldOffset[100];
        Assert.True(walked.CopyOffsets(5, offsets, out var count));
        loaded.Load(offsets.AsSpan(0, count));
        for (var path = 0; path < trie.Count; path++)
        {
            Assert.Equal(All(read, path), All(loaded, path));
        }

        Assert.Equal(count == 0, walked.CopyOffsets(5, [], out _));
    }

    [Fact]
    public void A_walk_records_a_limited_number_of_offsets_and_reports_that_some_are_missing()
    {
        var trie = TrieOf(_element, _a);
        trie.PauseAt(Root / "mark");
        var reader = new JsonPathReader(trie) { MaxOffsets = 1000 };
        var text = Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(',', Enumerable.Repeat("1", 1_000_000))}}],"a":1}""");

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(text.Length, reader.Begin(text, 0));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.False(reader.CopyOffsets(0, new FieldOffset[2_000_000], out _));

        text = """{"list":[1,2],"a":1}"""u8.ToArray();
        Assert.Equal(text.Length, reader.Begin(text, 0));
        Assert.True(reader.CopyOffsets(0, new FieldOffset[10], out var count));
        Assert.Equal(3, count);
    }

    // It is allocated again for the next large document.
    [Fact]
    public void Memory_for_a_large_document_is_released()
    {
        var trie = TrieOf(_element);
        var reader = new JsonPathReader(trie);
        var large = Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(',', Enumerable.Repeat("1", 1_000_000))}}]}""");
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(reader.Read(large));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_000_000, long.MaxValue);
            Assert.True(reader.Read("{}"u8));
        }
    }

    [Fact]
    public void An_element_with_a_large_index_cannot_be_copied_as_an_offset()
    {
        var trie = TrieOf(_element);
        var reader = new JsonPathReader(trie);
        Assert.True(reader.Read(Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(',', Enumerable.Repeat("1", 65_535))}}]}""")));
        Assert.True(reader.CopyOffsets(0, new FieldOffset[70_000], out var count));
        Assert.Equal(65_535, count);
        Assert.True(reader.Read(Encoding.UTF8.GetBytes($$"""{"list":[{{string.Join(',', Enumerable.Repeat("1", 65_536))}}]}""")));
        Assert.False(reader.CopyOffsets(0, new FieldOffset[70_000], out _));
    }

    [Fact]
    public void A_walk_finds_the_last_value_of_each_captured_path()
    {
        var trie = TrieOf(_b);
        trie.Capture(Root / "one", 1);
        trie.Capture(Root / "two", 2);
        trie.PauseAt(Root / "stop");
        var reader = new JsonPathReader(trie);
        AssertMarks("""{"one":1,"two":"x","one":null}""", "null", "\"x\"");
        AssertMarks("""{"two":{"one":1}}""", "", """{"one":1}""");
        AssertMarks("""{"one":1,"two":2""", "1", "2");
        AssertMarks("""{"one":1,"one":"x""", "1", "");
        AssertMarks("{}", "", "");

        var text = """{"one":1,"stop":{"two":2},"two":[2]}"""u8;
        var position = reader.Begin(text, 0);
        Assert.True(reader.IsPaused);
        Assert.Equal("""{"two":2}""", Encoding.UTF8.GetString(text[position..JsonScanner.SkipValue(text, position)]));
        reader.Reset();
        Assert.Equal(text.Length, reader.Resume(text, JsonScanner.SkipValue(text, position)));
        Assert.False(reader.TryGetCaptured(1, out _));
        Assert.True(reader.TryGetCaptured(2, out _));

        void AssertMarks(string json, params string[] expected)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            reader.Begin(bytes, 0);
            Assert.Equal(expected, expected.Select((_, i) => reader.TryGetCaptured(i + 1, out var place) ? Encoding.UTF8.GetString(place.Of(bytes)) : ""));
        }
    }

    [Fact]
    public void Members_in_another_order_than_in_the_previous_document_are_found()
    {
        const string longName = "a name that is longer than what is compared at once";
        string[] names =
        [
            "a",
            "kind",
            "auditID",
            "requestReceivedTimestamp",
            "authorization.k8s.io/decision",
            longName,
            "with \\u0022quotes",
            "caf\u00e9",
            "exactly thirteen",
            "Kind",
        ];
        var paths = names.Select(name => Root / "o" / System.Text.RegularExpressions.Regex.Unescape(name)).ToArray();
        var trie = TrieOf(paths);
        trie.AddSkipped(Root / "o" / "known");
        var reader = new JsonPathReader(trie);
        var random = new Random(20261125);
        for (var round = 0; round < 2_000; round++)
        {
            var order = names.Append("known").Append("unknown").ToArray();
            random.Shuffle(order);
            var text = Encoding.UTF8.GetBytes(
                "{\"o\":{" + string.Join(random.Next(2) == 0 ? "," : " , ", order.Select(name => $"\"{name}\":{Value(name)}")) + "}}");
            Assert.True(reader.Read(text));
            for (var path = 0; path < names.Length; path++)
            {
                Assert.Equal(Value(names[path]), Encoding.UTF8.GetString(Assert.Single(All(reader, path)).Of(text)));
            }
        }

        static string Value(string name) => name.Length % 2 == 0 ? $"\"{name}\"" : $"[\"{name}\"]";
    }

    // Returns the number of pauses.
    private static int Walk(JsonPathReader reader, ReadOnlySpan<byte> json)
    {
        var pauses = 0;
        var position = reader.Begin(json, json.IndexOf((byte)'{'));
        while (reader.IsPaused)
        {
            pauses++;
            position = reader.Resume(json, JsonScanner.SkipValue(json, position));
        }

        Assert.Equal(json.LastIndexOf((byte)'}') + 1, position);
        return pauses;
    }

    private static List<JsonRange> All(JsonPathReader reader, int path)
    {
        var found = new List<JsonRange>();
        foreach (var range in reader.Ranges(path))
        {
            found.Add(range);
        }

        return found;
    }

    [Fact]
    public void One_path_has_one_number()
    {
        var trie = new JsonPathTrie();
        Assert.Equal(trie.Add(Root / "a" / Each / "b"), trie.Add(Root / "a" / Each / "b"));
        Assert.NotEqual(trie.Add(Root / "a"), trie.Add(Root / "a" / Each));
        Assert.Equal(3, trie.Count);
    }

    [Fact]
    public void A_hundred_thousand_equal_members_are_read()
    {
        var json = $$"""{"list":[{{string.Join(',', Enumerable.Repeat("""{"names":["p"],"names":["q"]}""", 20_000))}}],{{string.Join(',', Enumerable.Repeat("""  "a":{"b":1}""", 100_000))}}}""";
        AssertFinds(json, _b, "1");
        Assert.Equal(20_000, Find(json, _deep).Count);
    }

    [Fact]
    public void More_members_of_one_object_than_a_reader_distinguishes_are_an_error()
    {
        var trie = TrieOf([.. Enumerable.Range(0, 64).Select(i => Root / $"member{i}")]);
        _ = new JsonPathReader(trie);
        trie.Add(Root / "one-more");
        Assert.Contains("'one-more'", Assert.Throws<InvalidOperationException>(() => new JsonPathReader(trie)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_into_the_value_of_a_path_belongs_to_it_unless_a_longer_path_continues()
    {
        var (whole, part, longer) = (Root / "a", Root / "b", Root / "a" / "x");
        var trie = TrieOf(part, Root / "b" / "x");
        trie.AddWhole(whole);
        var own = trie.Add(longer);
        var step = trie.Start.Member("a"u8);
        Assert.Equal((trie.Add(whole), true), (step.Path, step.IsValueOfPath));
        Assert.Equal((own, true), (step.Member("x"u8).Path, step.Member("x"u8).IsValueOfPath));
        Assert.Equal((trie.Add(whole), false), (step.Member("y"u8).Member("z"u8).Element().Path, step.Member("y"u8).IsValueOfPath));
        Assert.False(trie.Start.Member("b"u8).Member("y"u8).IsRead);
    }

    [Fact]
    public void Many_members_of_one_object_are_found()
    {
        var names = Enumerable.Range(0, 64).Select(number => $"name{number}").ToArray();
        var trie = TrieOf([.. names.Select(name => Root / name)]);
        var reader = new JsonPathReader(trie);
        var json = Encoding.UTF8.GetBytes("{" + string.Join(',', names.Select((name, number) => $"\"{name}\":{number}")) + "}");
        Assert.True(reader.Read(json));
        for (var i = 0; i < names.Length; i++)
        {
            var places = reader.Ranges(i);
            Assert.True(places.MoveNext());
            Assert.Equal($"{i}", Encoding.UTF8.GetString(places.Current.Of(json)));
        }
    }

    private static JsonPathTrie TrieOf(params JsonPath[] paths)
    {
        var trie = new JsonPathTrie();
        foreach (var path in paths)
        {
            trie.Add(path);
        }

        return trie;
    }

    private static List<JsonRange> Find(string json, JsonPath path)
    {
        var trie = TrieOf(_a, _b, _deep, _element);
        var number = trie.Add(path);
        var reader = new JsonPathReader(trie);
        Assert.True(reader.Read(Encoding.UTF8.GetBytes(json)));
        return All(reader, number);
    }

    private static void AssertFinds(string json, JsonPath path, params string[] values)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Equal(values, Find(json, path).Select(place => Encoding.UTF8.GetString(place.Of(bytes))));
    }
}
