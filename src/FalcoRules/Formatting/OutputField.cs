using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Fields;

namespace FalcoRules.Formatting;

/// <summary>One entry of <c>output_fields</c>.</summary>
public sealed class OutputField
{
    private readonly TypedSource _field;
    private readonly ImmutableArray<OutputPiece> _text;

    /// <summary>An entry that shows a field's value with its type.</summary>
    internal OutputField(string name, TypedSource field)
    {
        Name = name;
        _field = field;
    }

    /// <summary>An entry that shows a formatted text.</summary>
    internal OutputField(string name, ImmutableArray<OutputPiece> text)
    {
        Name = name;
        _text = text;
    }

    /// <summary>The key.</summary>
    public string Name { get; }

    /// <summary>Writes the value as JSON in the form that Falco gives it: a string, a number, a truth value, null for no value, an array for a list.</summary>
    public void WriteValue(EventValues values, Utf8JsonWriter output)
    {
        if (!_text.IsDefault)
        {
            WriteFormatted(values, output);
            return;
        }

        var count = _field.Source.Count(values);
        if (count == EventValues.NoValue)
        {
            output.WriteNullValue();
        }
        else if (_field.IsList)
        {
            WriteList(values, count, output);
        }
        else
        {
            WriteOne(values, 0, output);
        }
    }

    private static void WriteText(ReadOnlySpan<byte> text, Utf8JsonWriter output)
    {
        if (Utf8.IsValid(text))
        {
            output.WriteStringValue(text);
        }
        else
        {
            // The decoder puts U+FFFD for what is no UTF-8; the writer would throw.
            output.WriteStringValue(Encoding.UTF8.GetString(text));
        }
    }

    private void WriteFormatted(EventValues values, Utf8JsonWriter output)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var piece in _text)
        {
            piece.Write(values, escape: false, text);
        }

        output.WriteStringValue(text.WrittenSpan);
    }

    private void WriteList(EventValues values, int count, Utf8JsonWriter output)
    {
        output.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            WriteOne(values, i, output);
        }

        output.WriteEndArray();
    }

    private void WriteOne(EventValues values, int index, Utf8JsonWriter output)
    {
        switch (_field.Type)
        {
            case FieldType.String: WriteText(_field.Source.Bytes(values, index), output); break;
            case FieldType.Bool: output.WriteBooleanValue(_field.Source.Number(values, index) != 0); break;
            case FieldType.IPAddress or FieldType.IPNetwork: WriteAddress(values, index, output); break;
            default: output.WriteNumberValue(_field.Source.Number(values, index)); break;
        }
    }

    private void WriteAddress(EventValues values, int index, Utf8JsonWriter output)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        output.WriteStringValue(text[.._field.WriteText(values, index, text)]);
    }
}
