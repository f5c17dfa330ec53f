namespace FalcoPlugin.Sdk.Tests;

/// <summary>Without the checks, these mistakes would write or read outside the memory of the values, or return a wrong offset to the host.</summary>
public sealed class ExtractorMistakesTests : IDisposable
{
    private const int PayloadLength = 100;

    private readonly FieldValues _values = new();

    public ExtractorMistakesTests() => _values.BeginEvent(PayloadLength);

    public void Dispose() => _values.Free();

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void EndText_accepts_only_what_BeginText_reserved(int length)
    {
        _values.BeginText(10);
        AssertRefused<ArgumentOutOfRangeException>(
            $"EndText was called with a length of {length} bytes, and BeginText with a maximum of 10; expected 0 to 10",
            () => _values.EndText(length));
        _values.EndText(10);
        Assert.Equal(1, _values.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void BeginText_accepts_only_a_length_that_memory_can_have(int length) => AssertRefused<ArgumentOutOfRangeException>(
        $"BeginText was called with a maximum length of {length} bytes; expected 0 to {Array.MaxLength}",
        () => _values.BeginText(length));

    [Fact]
    public void EndText_needs_BeginText() => AssertEndTextIsRefused();

    [Fact]
    public void EndText_is_called_once()
    {
        _values.BeginText(10);
        _values.EndText(1);
        AssertEndTextIsRefused();
    }

    [Fact]
    public void EndText_belongs_to_the_BeginText_of_its_own_field()
    {
        _values.BeginText(10);
        _values.BeginField();
        AssertEndTextIsRefused();
    }

    [Fact]
    public void EndText_belongs_to_the_BeginText_of_its_own_event()
    {
        _values.BeginText(10);
        _values.BeginEvent(PayloadLength);
        AssertEndTextIsRefused();
    }

    [Fact]
    public void Nothing_is_added_between_BeginText_and_EndText()
    {
        AssertEndTextIsRefusedAfter(() => _values.AddText("other"u8));
        AssertEndTextIsRefusedAfter(() => _values.AddBytes([1, 2, 3, 4]));
        AssertEndTextIsRefusedAfter(() => _values.TryAddPlain("0123456789abcdef"u8, 0, 5));

        void AssertEndTextIsRefusedAfter(Action add)
        {
            _values.BeginField();
            _values.BeginText(10);
            add();
            AssertEndTextIsRefused();
        }
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(0, 101)]
    [InlineData(101, 0)]
    [InlineData(95, 6)]
    [InlineData(10, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_part_of_the_payload_is_within_it(int start, int length)
    {
        AssertRefused<ArgumentOutOfRangeException>(
            $"a string of {length} bytes at offset {start} was added, and the payload has 100 bytes; pass the string's offset and length in the payload",
            () => _values.AddText("text"u8, start, length));
        AssertRefused<ArgumentOutOfRangeException>(
            $"a string of {length} bytes at offset {start} was added, and the payload has 100 bytes; pass the string's offset and length in the payload",
            () => _values.TryAddPlain(new byte[PayloadLength], start, length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(17)]
    public void An_address_has_4_or_16_bytes(int length) => AssertRefused<ArgumentException>(
        $"an address or network of {length} bytes was added; expected 4 bytes (IPv4) or 16 bytes (IPv6)",
        () => _values.AddBytes(new byte[length]));

    private void AssertEndTextIsRefused() => AssertRefused<InvalidOperationException>(
        "EndText was called without BeginText, or after other values were added; call BeginText, write the string, then call EndText",
        () => _values.EndText(0));

    private void AssertRefused<T>(string message, Action mistake)
        where T : Exception
    {
        var count = _values.Count;
        Assert.Equal(message, Assert.Throws<T>(mistake).Message);
        Assert.Equal(count, _values.Count);
    }
}
