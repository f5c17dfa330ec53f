using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Tests;

public sealed unsafe class FieldValuesTests : IDisposable
{
    private const int PayloadLength = 100;

    private readonly FieldValues _values = new();

    public FieldValuesTests() => _values.BeginEvent(PayloadLength);

    public void Dispose() => _values.Free();

    [Fact]
    public void Numbers_are_an_array_of_64_bits()
    {
        _values.Add(1ul);
        _values.Add(ulong.MaxValue);
        Assert.Equal(2, _values.Count);
        var result = (ulong*)_values.FinishField(FieldType.UInt64);
        Assert.Equal([1ul, ulong.MaxValue], [result[0], result[1]]);
    }

    [Fact]
    public void Booleans_are_an_array_of_32_bits()
    {
        _values.Add(true);
        _values.Add(false);
        _values.Add(true);
        var result = (uint*)_values.FinishField(FieldType.Bool);
        Assert.Equal([1u, 0u, 1u], [result[0], result[1], result[2]]);
    }

    [Fact]
    public void Addresses_are_buffers_with_a_length()
    {
        _values.AddBytes([127, 0, 0, 1]);
        _values.AddBytes(new byte[16]);
        var result = (ByteBuffer*)_values.FinishField(FieldType.IPAddress);
        Assert.Equal([4u, 16u], [result[0].Length, result[1].Length]);
        Assert.Equal(127, *(byte*)result[0].Bytes);
    }

    [Fact]
    public void A_nul_in_a_string_does_not_truncate_it()
    {
        _values.AddText("visible\0hidden"u8);
        Assert.Equal(["visible\uFFFDhidden"], Strings());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("text", "text")]
    [InlineData("é € 𝄞", "é € 𝄞")]
    [InlineData("visible\0hidden", "visible\uFFFDhidden")]
    public void A_string_is_added_as_UTF_8(string text, string expected)
    {
        _values.Add(text);
        _values.Add("half \uD834");
        Assert.Equal([expected, "half \uFFFD"], Strings());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("exactly 16 bytes")]
    [InlineData("seventeen bytes a")]
    [InlineData("a string of more than two whole vectors, so that the loop repeats")]
    public void A_plain_string_is_added_in_one_pass(string text)
    {
        // The bytes around it are not checked.
        var payload = Encoding.UTF8.GetBytes($"\\é\0{text}\\é\0{new string('x', 16)}");
        Assert.True(_values.TryAddPlain(payload, 4, text.Length));
        _values.AddText("next"u8);
        Assert.Equal([text, "next"], Strings());
    }

    [Theory]
    [InlineData("back\\slash")]
    [InlineData("é")]
    [InlineData("nul\0")]
    [InlineData("only the last byte of the second vector\\")]
    public void A_string_that_is_not_plain_is_not_added(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.False(_values.TryAddPlain([.. bytes, .. new byte[16]], 0, bytes.Length));
        Assert.Equal(0, _values.Count);
    }

    [Fact]
    public void A_string_within_a_vector_of_the_payloads_end_is_not_added()
    {
        Assert.False(_values.TryAddPlain("0123456789abcde"u8, 0, 15));
        Assert.True(_values.TryAddPlain("0123456789abcdef"u8, 0, 15));
    }

    [Fact]
    public void A_string_can_be_written_in_place()
    {
        "joined text"u8.CopyTo(_values.BeginText(1000));
        _values.EndText(6);
        _values.AddText("next"u8);
        Assert.Equal(["joined", "next"], Strings());
    }

    [Fact]
    public void A_string_can_be_begun_again_with_more_memory()
    {
        _values.BeginText(1);
        "longer"u8.CopyTo(_values.BeginText(1_000_000));
        _values.EndText(6);
        Assert.Equal(["longer"], Strings());
    }

    [Fact]
    public void A_string_that_is_begun_and_not_ended_is_not_a_value()
    {
        _values.BeginText(10);
        _values.FinishField(FieldType.String);
        _values.FinishField(FieldType.UInt64);
        Assert.Equal(0, _values.Count);
    }

    [Fact]
    public void Values_of_finished_fields_stay_while_later_fields_need_more_memory()
    {
        _values.AddText("first"u8);
        var first = (byte**)_values.FinishField(FieldType.String);
        _values.BeginField();
        for (var i = 0; i < 10_000; i++)
        {
            _values.AddText("a string that fills blocks"u8);
        }

        Assert.Equal("first", Marshal.PtrToStringUTF8((nint)first[0]));
        Assert.All(Strings(), text => Assert.Equal("a string that fills blocks", text));
        Assert.Equal(10_000, _values.Count);
    }

    [Fact]
    public void Offsets_are_relative_to_the_event_header_and_zero_for_computed_values()
    {
        _values.AddText("verbatim"u8, 10, 8);
        _values.AddText("computed"u8);
        Assert.Equal([48u, 0u], [_values.Offsets[0], _values.Offsets[1]]);
        Assert.Equal([8u, 0u], [_values.Lengths[0], _values.Lengths[1]]);
    }

    [Fact]
    public void A_dropped_field_has_no_value_and_the_next_one_has_its_own()
    {
        _values.AddText("first"u8, 1, 5);
        var first = _values.Offsets;
        _values.BeginField();
        _values.AddText("half"u8, 2, 4);
        _values.DropField();
        Assert.Equal(0, _values.Count);
        _values.BeginField();
        _values.AddText("second"u8, 3, 6);
        Assert.Equal(["second"], Strings());
        Assert.Equal([39u, 41u], [first[0], _values.Offsets[0]]);
    }

    // The host would read a number as the address of a string.
    [Theory]
    [InlineData(FieldType.String)]
    [InlineData(FieldType.Bool)]
    [InlineData(FieldType.IPAddress)]
    [InlineData(FieldType.IPNetwork)]
    public void A_number_is_an_error_for_a_field_of_another_type(FieldType type)
    {
        _values.Add(5ul);
        var message = Assert.Throws<InvalidOperationException>(() => _values.FinishField(type)).Message;
        Assert.Equal($"the field is declared as {type}, and its extractor added Number; declare the type of the values that are added", message);

        _values.DropField();
        _values.FinishField(type);
        Assert.Equal(0, _values.Count);
    }

    [Theory]
    [InlineData(FieldType.UInt64)]
    [InlineData(FieldType.RelTime)]
    [InlineData(FieldType.AbsTime)]
    public void Values_of_other_types_are_an_error_for_a_numeric_field(FieldType type)
    {
        _values.Add(5ul);
        _values.FinishField(type);
        AssertRefused(() => _values.Add(true));
        AssertRefused(() => _values.AddText("text"u8));
        AssertRefused(() => _values.AddBytes([1, 2, 3, 4]));
        AssertRefused(() =>
        {
            _values.BeginText(1);
            _values.EndText(0);
        });
        AssertRefused(() => _values.TryAddPlain(new string('x', 16).Select(c => (byte)c).ToArray(), 0, 1));

        void AssertRefused(Action add)
        {
            _values.BeginField();
            add();
            Assert.Equal(1, _values.Count);
            Assert.Throws<InvalidOperationException>(() => _values.FinishField(type));
        }
    }

    [Fact]
    public void Events_of_the_same_size_allocate_no_managed_memory()
    {
        Extract();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Extract();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Extract()
        {
            _values.BeginEvent(PayloadLength);
            for (var i = 0; i < 5000; i++)
            {
                _values.AddText("value"u8, 0, 5);
            }
        }
    }

    [Fact]
    public void An_event_of_many_megabytes_is_followed_by_one_of_few_bytes()
    {
        for (var round = 0; round < 3; round++)
        {
            _values.BeginEvent(PayloadLength);
            for (var i = 0; i < 300_000; i++)
            {
                _values.AddText("a string that fills many megabytes"u8);
            }

            Assert.Equal("a string that fills many megabytes", Strings()[^1]);
            _values.BeginEvent(PayloadLength);
            _values.AddText("short"u8);
            Assert.Equal(["short"], Strings());
        }
    }

    private List<string?> Strings()
    {
        var result = (byte**)_values.FinishField(FieldType.String);
        return [.. Enumerable.Range(0, _values.Count).Select(i => Marshal.PtrToStringUTF8((nint)result[i]))];
    }
}
