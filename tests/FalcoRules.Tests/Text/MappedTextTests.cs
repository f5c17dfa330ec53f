using FalcoRules.Text;

namespace FalcoRules.Tests.Text;

public sealed class MappedTextTests
{
    private static readonly SourceText _first = new("first", "one two");
    private static readonly SourceText _second = new("second", "-- three");

    [Theory]
    [InlineData("one", "first: one")]
    [InlineData("two", "first: two")]
    [InlineData("three", "second: three")]
    [InlineData("two and", "first: two")]
    public void A_span_of_joined_texts_maps_to_its_own_source(string words, string expected)
    {
        var joined = MappedText.Join(MappedText.Whole(_first), MappedText.At(" and ", Place(_second, 3, 0)), MappedText.Whole(_second).Slice(3, 5));

        var origin = joined.Origin(new TextSpan(joined.Text.IndexOf(words, StringComparison.Ordinal), words.Length));

        Assert.Equal("one two and three", joined.Text);
        Assert.Equal(expected, $"{origin.Source.Name}: {origin.Source.Text.Substring(origin.Span.Start, origin.Span.Length)}");
    }

    [Theory]
    [InlineData(0, 7, "one two", 0)]
    [InlineData(4, 3, "two", 4)]
    [InlineData(3, 0, "", 3)]
    [InlineData(7, 0, "", 7)]
    public void A_slice_keeps_its_locations(int start, int length, string text, int origin)
    {
        var slice = MappedText.Whole(_first).Slice(start, length);

        Assert.Equal((text, origin), (slice.Text, slice.Origin(new TextSpan(0, length)).Span.Start));
    }

    [Fact]
    public void A_slice_across_a_join_maps_to_both_sources()
    {
        var slice = MappedText.Join(MappedText.Whole(_first), MappedText.Whole(_second)).Slice(4, 6);

        Assert.Equal("two-- ", slice.Text);
        Assert.Equal((_first, 6), At(slice, 2));
        Assert.Equal((_second, 0), At(slice, 3));
    }

    [Theory]
    [InlineData("  a b \n", "a b", 2)]
    [InlineData("a", "a", 0)]
    [InlineData(" \n ", "", 3)]
    public void Trimming_keeps_locations(string text, string expected, int origin)
    {
        var trimmed = MappedText.Whole(new SourceText("x", text)).Trim();

        Assert.Equal((expected, origin), (trimmed.Text, At(trimmed, 0).Offset));
    }

    [Fact]
    public void Origins_are_required_for_every_character_and_the_end() =>
        Assert.Throws<ArgumentException>(() => new MappedText("abc", _first, [0, 1, 2]));

    [Fact]
    public void Joining_no_texts_is_an_error() => Assert.Throws<ArgumentException>(() => MappedText.Join());

    private static SourceSpan Place(SourceText source, int start, int length) => new(source, new TextSpan(start, length));

    private static (SourceText Source, int Offset) At(MappedText text, int offset)
    {
        var origin = text.Origin(new TextSpan(offset, 1));
        return (origin.Source, origin.Span.Start);
    }
}
