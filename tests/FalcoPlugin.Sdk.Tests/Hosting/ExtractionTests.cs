using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Hosting;

namespace FalcoPlugin.Sdk.Tests.Hosting;

public sealed unsafe class ExtractionTests : IDisposable
{
    private static readonly Field<Payload>[] _fields =
    [
        new("t.text", "", FieldType.String, (Payload source, in FieldArgument _, FieldValues values) => values.AddText(source.Text)),
        new("t.broken", "", FieldType.String, (Payload source, in FieldArgument _, FieldValues values) =>
        {
            values.AddText("half"u8);
            throw new InvalidOperationException("broken");
        }),
    ];

    private static readonly Field<Payload>[] _mistyped =
    [
        new("t.length", "", FieldType.String, (Payload source, in FieldArgument _, FieldValues values) => values.Add((ulong)source.Text.Length)),
        .. _fields,
    ];

    private static readonly Field<Payload>[] _noted =
    [
        new("t.notes", "", FieldType.String, (Payload source, in FieldArgument _, FieldValues values) => values.AddText(source.Notes)),
    ];

    private readonly RecordingLog _log = new();
    private readonly EventBatch _batch = new();
    private readonly Extraction<Payload> _extraction;

    public ExtractionTests()
    {
        _extraction = new Extraction<Payload>(_fields, _log);
        _batch.Add("one"u8, 1);
        _batch.Add("two"u8, 2);
    }

    public void Dispose()
    {
        _extraction.Dispose();
        _batch.Dispose();
    }

    [Theory]
    [InlineData("0", "one")]
    [InlineData("0 0", "one one")]
    [InlineData("1", "-")]
    [InlineData("0 1 0", "one - one")]
    [InlineData("1 0", "- one")]
    [InlineData("1 1 1", "- - -")]
    [InlineData("0 1 1 0 1", "one - - one -")]
    public void A_field_that_fails_has_no_value_and_the_others_have_theirs(string asked, string expected)
    {
        Assert.Equal(expected, Ask(0, asked));
        Assert.Equal(expected.Replace("one", "two", StringComparison.Ordinal), Ask(1, asked));
    }

    [Fact]
    public void A_failure_is_said_once_for_each_field()
    {
        Ask(0, "1 1 0");
        Ask(1, "1");
        Assert.Equal(["Error: field t.broken could not be read and counts as without a value (said once): InvalidOperationException: broken"], _log.Lines);
    }

    [Fact]
    public void A_field_whose_values_are_of_another_type_than_it_says_has_none_and_does_no_harm()
    {
        using var extraction = new Extraction<Payload>(_mistyped, _log);
        Assert.Equal("one - one", Ask(extraction, 0, "1 0 1"));
        Assert.Equal(["Error: field t.length could not be read and counts as without a value (said once): PluginException: the field's type is String, and what it added is Number; declare the type of what it adds"], _log.Lines);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0 2")]
    [InlineData("1 2 0")]
    public void A_field_number_that_the_plugin_has_not_fails_the_call(string asked)
    {
        Assert.Equal("field number 2 was asked for, and the plugin has 2 fields", Assert.Throws<PluginException>(() => Ask(0, asked)).Message);
        Assert.Equal("one", Ask(0, "0"));
    }

    [Fact]
    public void What_the_source_noted_of_an_event_is_there_where_its_fields_are_read()
    {
        using var extraction = new Extraction<Payload>(_noted, _log);
        using var given = new EventBatch();
        given.Add("a"u8, 1, "noted a"u8);
        given.Add("b"u8, 1, "noted b"u8);
        var first = given.Events[0];
        Assert.Equal("noted b", Notes(extraction, given.Events[1], given));
        Assert.Equal("noted a", Notes(extraction, first, given));
        Assert.Equal("", Notes(extraction, _batch.Events[0], given));

        // The same place, number and bytes, and yet another event.
        Assert.Equal("noted a", Notes(extraction, first, given));
        given.Clear();
        given.Add("a"u8, 1, "noted anew"u8);
        Assert.Equal((nint)first, (nint)given.Events[0]);
        Assert.Equal("noted anew", Notes(extraction, first, given));
        Assert.Equal("noted anew", Notes(extraction, first, _batch));
    }

    private static string Notes(Extraction<Payload> extraction, byte* e, EventBatch given)
    {
        var field = default(ExtractField);
        var input = new EventInput { Event = e, Number = 1 };
        var request = new ExtractInput { FieldCount = 1, Fields = &field };
        extraction.Extract(&input, &request, given);
        return Text(field);
    }

    // As the exports ask: what Extract throws is a field's failure where TryGoOn says so.
    private string Ask(int index, string asked) => Ask(_extraction, index, asked);

    private string Ask(Extraction<Payload> extraction, int index, string asked)
    {
        var ids = asked.Split(' ').Select(uint.Parse).ToArray();
        var fields = stackalloc ExtractField[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            fields[i] = new ExtractField { FieldId = ids[i] };
        }

        var input = new EventInput { Event = _batch.Events[index], Number = (ulong)index + 1 };
        var request = new ExtractInput { FieldCount = (uint)ids.Length, Fields = fields };
        try
        {
            extraction.Extract(&input, &request);
        }
        catch (Exception failure)
        {
            if (!extraction.TryResume(&request, ref failure))
            {
                throw failure;
            }
        }

        return string.Join(' ', Enumerable.Range(0, ids.Length).Select(i => Text(fields[i])));
    }

    private static string Text(ExtractField field) => field.ResultLength == 0 ? "-" : Marshal.PtrToStringUTF8(*(nint*)field.Result)!;

    public sealed class Payload : IDecodedEvent
    {
        private PluginEvent _source;

        public ReadOnlySpan<byte> Text => _source.Payload;

        public ReadOnlySpan<byte> Notes => _source.FieldIndex;

        public void Load(in PluginEvent source) => _source = source;
    }
}
