using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Tests;

public sealed unsafe class FieldValuesTests : IDisposable
{
    private readonly FieldValues _values = new();

    public FieldValuesTests() => Begin();

    public void Dispose() => _values.Dispose();

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
    public void Truth_values_are_an_array_of_32_bits()
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
    public void A_nul_inside_a_text_does_not_cut_it_short()
    {
        _values.AddText("visible\0hidden"u8);
        Assert.Equal(["visible\uFFFDhidden"], Texts());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("exactly 16 bytes")]
    [InlineData("seventeen bytes a")]
    [InlineData("a text of more than two whole vectors, so that the loop goes round")]
    public void A_plain_text_is_taken_in_one_pass(string text)
    {
        // What stands around it is none of its business.
        var payload = System.Text.Encoding.UTF8.GetBytes($"\\é\0{text}\\é\0{new string('x', 16)}");
        Assert.True(_values.TryAddPlain(payload, 4, text.Length));
        _values.AddText("next"u8);
        Assert.Equal([text, "next"], Texts());
    }

    [Theory]
    [InlineData("back\\slash")]
    [InlineData("é")]
    [InlineData("nul\0")]
    [InlineData("only the last byte of the second vector\\")]
    public void A_text_that_is_not_plain_is_left_to_others(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Assert.False(_values.TryAddPlain([.. bytes, .. new byte[16]], 0, bytes.Length));
        Assert.Equal(0, _values.Count);
    }

    [Fact]
    public void A_text_too_near_to_the_payloads_end_is_left_to_others()
    {
        Assert.False(_values.TryAddPlain("0123456789abcde"u8, 0, 15));
        Assert.True(_values.TryAddPlain("0123456789abcdef"u8, 0, 15));
    }

    [Fact]
    public void A_text_can_be_written_in_place()
    {
        "joined text"u8.CopyTo(_values.BeginText(1000));
        _values.EndText(6);
        _values.AddText("next"u8);
        Assert.Equal(["joined", "next"], Texts());
    }

    [Fact]
    public void Values_of_finished_fields_stay_while_later_fields_outgrow_the_blocks()
    {
        _values.AddText("kept"u8);
        var first = (byte**)_values.FinishField(FieldType.String);
        _values.BeginField();
        for (var i = 0; i < 10_000; i++)
        {
            _values.AddText("some text that fills blocks"u8);
        }

        Assert.Equal("kept", Marshal.PtrToStringUTF8((nint)first[0]));
        Assert.All(Texts(), text => Assert.Equal("some text that fills blocks", text));
        Assert.Equal(10_000, _values.Count);
    }

    [Fact]
    public void Places_count_from_the_events_first_byte_and_are_zero_for_what_is_computed()
    {
        _values.AddText("verbatim"u8, 10, 8);
        _values.AddText("computed"u8);
        ValueOffsets places;
        _values.WriteOffsets(&places);
        Assert.Equal([48u, 0u], [places.Start[0], places.Start[1]]);
        Assert.Equal([8u, 0u], [places.Length[0], places.Length[1]]);
    }

    [Fact]
    public void A_dropped_field_leaves_no_value_and_no_place()
    {
        _values.AddText("first"u8, 1, 5);
        _values.BeginField();
        _values.AddText("half"u8, 2, 4);
        _values.DropField();
        Assert.Equal(0, _values.Count);
        _values.BeginField();
        _values.AddText("second"u8, 3, 6);
        ValueOffsets places;
        _values.WriteOffsets(&places);
        Assert.Equal([39u, 41u], [places.Start[0], places.Start[1]]);
    }

    // The host would take a number for the address of a text.
    [Theory]
    [InlineData(FieldType.String)]
    [InlineData(FieldType.Bool)]
    [InlineData(FieldType.IPAddress)]
    [InlineData(FieldType.IPNetwork)]
    public void A_number_is_no_value_of_a_field_of_another_type(FieldType type)
    {
        _values.Add(5ul);
        var message = Assert.Throws<PluginException>(() => _values.FinishField(type)).Message;
        Assert.Equal($"the field's type is {type}, and what it added is Number; declare the type of what it adds", message);

        _values.DropField();
        _values.FinishField(type);
        Assert.Equal(0, _values.Count);
    }

    [Theory]
    [InlineData(FieldType.UInt64)]
    [InlineData(FieldType.RelTime)]
    [InlineData(FieldType.AbsTime)]
    public void Only_a_number_is_a_value_of_a_field_of_numbers(FieldType type)
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
            Begin();
            add();
            Assert.Equal(1, _values.Count);
            Assert.Throws<PluginException>(() => _values.FinishField(type));
        }
    }

    [Fact]
    public void Calls_of_the_same_size_allocate_no_managed_memory()
    {
        Call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Call();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Call()
        {
            Begin();
            for (var i = 0; i < 5000; i++)
            {
                _values.AddText("value"u8, 0, 5);
            }
        }
    }

    private void Begin()
    {
        _values.BeginCall();
        _values.BeginField();
    }

    private List<string?> Texts()
    {
        var result = (byte**)_values.FinishField(FieldType.String);
        return [.. Enumerable.Range(0, _values.Count).Select(i => Marshal.PtrToStringUTF8((nint)result[i]))];
    }
}
