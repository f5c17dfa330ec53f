using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Hosting;

namespace FalcoPlugin.Sdk.Tests.Hosting;

public sealed unsafe class ExtractionTests : IDisposable
{
    private const uint Payload = 0;
    private const uint Broken = 1;
    private const uint Mistyped = 2;
    private const uint Several = 3;
    private const uint Argument = 4;
    private const uint FieldIndex = 5;

    private static readonly Field<TestEvent>[] _fields =
    [
        new(
            "t.payload",
            "",
            FieldType.String,
            (TestEvent source, in FieldArgument _, FieldValues values) => values.AddText(source.Payload, 0, source.Payload.Length)),
        new("t.broken", "", FieldType.String, (TestEvent source, in FieldArgument _, FieldValues values) =>
        {
            values.AddText("half"u8);
            throw new InvalidOperationException("broken");
        }),
        new("t.mistyped", "", FieldType.String, (TestEvent source, in FieldArgument _, FieldValues values) => values.Add((ulong)source.Payload.Length)),
        new("t.several", "", FieldType.String, (TestEvent source, in FieldArgument _, FieldValues values) =>
        {
            values.AddText("one"u8);
            values.AddText("two"u8);
        }),
        new(
            "t.argument",
            "",
            FieldType.String,
            (TestEvent source, in FieldArgument argument, FieldValues values) => values.AddText(
                Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(argument.Key)}#{argument.Index}"))),
        new("t.fieldIndex", "", FieldType.String, (TestEvent source, in FieldArgument _, FieldValues values) => values.AddText(source.FieldIndex)),
    ];

    private readonly RecordingLog _log = new();
    private readonly EventBatch _batch = new();
    private readonly Extraction<TestEvent> _extraction;

    public ExtractionTests()
    {
        _extraction = new Extraction<TestEvent>(_fields, _log);
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
    [InlineData("2 0 3 0", "- one - one")]
    public void A_field_that_fails_has_no_value_and_the_others_have_theirs(string fields, string expected)
    {
        Assert.Equal(expected, Extract(0, fields));
        Assert.Equal(expected.Replace("one", "two", StringComparison.Ordinal), Extract(1, fields));
    }

    [Fact]
    public void A_failure_is_logged_once_for_each_field()
    {
        Extract(0, $"{Broken} {Broken} {Payload}");
        Extract(1, $"{Broken}");
        Assert.Equal(["Error: cannot extract field t.broken, which has no value for this event (logged once for each field): unexpected InvalidOperationException: broken"], _log.Lines);
    }

    [Theory]
    [InlineData(Mistyped, "cannot extract field t.mistyped, which has no value for this event (logged once for each field): unexpected InvalidOperationException: the field is declared as String, and its extractor added Number; declare the type of the values that are added")]
    [InlineData(Several, "cannot extract field t.several, which has no value for this event (logged once for each field): unexpected InvalidOperationException: the extractor added 2 values to a field that is not a list; add one value, or set IsList")]
    public void An_extractor_that_contradicts_its_field_gives_no_value_and_an_error(uint field, string reason)
    {
        Assert.Equal("one - one", Extract(0, $"{Payload} {field} {Payload}"));
        Assert.Equal([$"Error: {reason}"], _log.Lines);
    }

    [Theory]
    [InlineData("6")]
    [InlineData("0 6")]
    [InlineData("1 6 0")]
    public void A_field_number_that_the_plugin_does_not_have_fails_the_call(string fields)
    {
        Assert.Equal(
            "the host requested field number 6; expected 0 to 5, the positions in plugin_get_fields",
            Assert.Throws<PluginException>(() => Extract(0, fields)).Message);
        Assert.Equal("one", Extract(0, "0"));
    }

    [Fact]
    public void Values_stay_valid_while_other_fields_of_the_event_are_extracted()
    {
        ExtractField[] fields =
        [
            Extract(0, Payload),
            Extract(0, Argument, "a"),
            Extract(0, Argument, "b"),
            Extract(0, Argument, argumentIndex: 7),
            Extract(0, Argument, "a", 7),
        ];
        for (var i = 0; i < 1000; i++)
        {
            Extract(0, Argument, $"{i}: {new string('x', 1000)}");
        }

        Assert.Equal(["one", "a#0", "b#0", "#7", "a#7"], fields.Select(Text));
        Assert.Equal("two", Text(Extract(1, Payload)));
    }

    // Otherwise a host that extracts a field repeatedly would use more and more memory.
    [Fact]
    public void The_same_field_with_the_same_argument_has_the_same_values()
    {
        Extract(0, Broken);
        nint[] first = [.. Arguments().Select(key => (nint)Extract(0, Argument, key).Result), (nint)Extract(0, Payload).Result];
        nint[] second = [.. Arguments().Select(key => (nint)Extract(0, Argument, key).Result), (nint)Extract(0, Payload).Result];
        Assert.Equal(first, second);
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(0ul, Extract(0, Broken).ResultLength);

        static IEnumerable<string> Arguments() => Enumerable.Range(0, 100).Select(i => $"/{i}");
    }

    [Fact]
    public void Another_event_has_its_own_values()
    {
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal("one", Text(Extract(0, Payload)));
            Assert.Equal("a#0", Text(Extract(0, Argument, "a")));
            Assert.Equal("two", Text(Extract(1, Payload)));
            Assert.Equal("b#0", Text(Extract(1, Argument, "b")));
        }
    }

    [Fact]
    public void Offsets_are_returned_for_values_that_were_extracted_without_them_before()
    {
        var earlier = Extract(0, Payload);
        Assert.Equal("38+3 0+0", Offsets(0, $"{Payload} {Argument}"));
        Assert.Equal("38+3", Offsets(0, $"{Payload}"));
        Assert.Equal("0+0", Offsets(0, $"{Argument}"));
        Assert.Equal("0+0 38+3 38+3", Offsets(0, $"{Broken} {Argument} {Payload} {Payload}"));
        Assert.Equal("38+3", Offsets(1, $"{Payload}"));
        Assert.Equal("", Offsets(1, ""));
        Assert.Equal("two", Text(Extract(1, Payload)));
        Assert.Equal(1ul, earlier.ResultLength);
    }

    [Fact]
    public void The_field_index_of_a_source_is_passed_to_its_extractors()
    {
        using var given = new EventBatch();
        given.Add("a"u8, 1, "index of a"u8);
        given.Add("b"u8, 1, "index of b"u8);
        var first = given.Events[0];
        Assert.Equal("index of b", IndexOf(given.Events[1], given));
        Assert.Equal("index of a", IndexOf(first, given));
        Assert.Equal("", IndexOf(_batch.Events[0], given));

        // Another event at the same address, with the same number and bytes.
        Assert.Equal("index of a", IndexOf(first, given));
        given.Clear();
        given.Add("a"u8, 1, "other index"u8);
        Assert.Equal((nint)first, (nint)given.Events[0]);
        Assert.Equal("other index", IndexOf(first, given));
        Assert.Equal("other index", IndexOf(first, _batch));
    }

    [Fact]
    public void Extraction_allocates_no_managed_memory()
    {
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            fixed (byte* key = "key\0"u8)
            {
                var fields = stackalloc ExtractField[] { new() { FieldId = Payload }, new() { FieldId = FieldIndex, ArgumentPresent = 1, ArgumentKey = key } };
                var request = new ExtractInput { FieldCount = 2, Fields = fields };
                for (var i = 0; i < 100; i++)
                {
                    var input = Input(i % 2);
                    _extraction.Extract(&input, &request);
                }
            }
        }
    }

    private string IndexOf(byte* e, EventBatch lastBatch)
    {
        var field = new ExtractField { FieldId = FieldIndex };
        var input = new EventInput { Event = e, Number = 1 };
        var request = new ExtractInput { FieldCount = 1, Fields = &field };
        _extraction.Extract(&input, &request, lastBatch);
        return Text(field);
    }

    private ExtractField Extract(int index, uint fieldId, string? key = null, ulong argumentIndex = 0)
    {
        // A separate pointer for each call, because the host may reuse the memory for another key.
        var text = Marshal.StringToCoTaskMemUTF8(key);
        var field = new ExtractField
        {
            FieldId = fieldId,
            ArgumentPresent = key is null && argumentIndex == 0 ? 0u : 1u,
            ArgumentKey = (byte*)text,
            ArgumentIndex = argumentIndex,
        };
        Extract(index, new ExtractInput { FieldCount = 1, Fields = &field });
        Marshal.FreeCoTaskMem(text);
        return field;
    }

    private string Extract(int index, string fieldIds)
    {
        var fields = Fields(fieldIds);
        fixed (ExtractField* pointer = fields)
        {
            Extract(index, new ExtractInput { FieldCount = (uint)fields.Length, Fields = pointer });
        }

        return string.Join(' ', fields.Select(Text));
    }

    private string Offsets(int index, string fieldIds)
    {
        var fields = Fields(fieldIds);
        ValueOffsets offsets;
        fixed (ExtractField* pointer = fields)
        {
            Extract(index, new ExtractInput { FieldCount = (uint)fields.Length, Fields = pointer, Offsets = &offsets });
        }

        var (starts, lengths) = ((nint)offsets.Start, (nint)offsets.Length);
        return string.Join(' ', Enumerable.Range(0, fields.Sum(field => (int)field.ResultLength)).Select(i => $"{((uint*)starts)[i]}+{((uint*)lengths)[i]}"));
    }

    // Like plugin_extract_fields: an exception of Extract is the failure of a field if TryResume returns true.
    private void Extract(int index, ExtractInput request)
    {
        var input = Input(index);
        try
        {
            _extraction.Extract(&input, &request);
        }
        catch (Exception failure)
        {
            if (!_extraction.TryResume(&request, ref failure))
            {
                throw failure;
            }
        }
    }

    private EventInput Input(int index) => new() { Event = _batch.Events[index], Number = (ulong)index + 1 };

    private static ExtractField[] Fields(string ids) =>
        [.. ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new ExtractField { FieldId = uint.Parse(id) })];

    private static string Text(ExtractField field) => field.ResultLength == 0 ? "-" : Marshal.PtrToStringUTF8(*(nint*)field.Result)!;

    public sealed class TestEvent : IDecodedEvent
    {
        private PluginEvent _source;

        public ReadOnlySpan<byte> Payload => _source.Payload;

        public ReadOnlySpan<byte> FieldIndex => _source.FieldIndex;

        public void Load(in PluginEvent source) => _source = source;
    }
}
