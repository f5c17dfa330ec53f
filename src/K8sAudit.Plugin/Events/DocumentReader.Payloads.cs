using System.Buffers.Text;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>The values where wrappers have events.</summary>
internal readonly ref partial struct DocumentReader
{
    // An object or array is read in its place, a string is read as a text.
    private void ReadPayload(JsonWrapper wrapper, JsonRange source, JsonRange value)
    {
        switch (wrapper.Conversion, _text[value.Start])
        {
            case (PayloadConversion.Base64, _):
                ReadBase64(value);
                break;
            case (PayloadConversion.AnyValue, _):
                ReadAnyValue(value);
                break;
            case (PayloadConversion.SplitLine, (byte)'"'):
                ReadSplitLine(source, value);
                break;
            case (_, (byte)'{'):
                ReadObject(value.Start, ElementContext.Array, depth: 1);
                break;
            case (_, (byte)'['):
                ReadBytes(value);
                break;
            case (_, (byte)'"'):
                ReadString(value);
                break;
            default:
                Ignore(OtherContent.Json, value.Start);
                break;
        }
    }

    private void ReadString(JsonRange value) => ReadConvertedText(Unescape(value).Length, value.Start);

    // The text is in the bytes that the result has reserved.
    private Span<byte> Unescape(JsonRange value)
    {
        var quoted = value.Of(_text);
        var target = _result.ReserveBytes(JsonText.MaxLength(quoted));
        return target[..JsonText.Unescape(quoted[1..^1], target)];
    }

    // The bytes of a text as numbers: journald writes what is not printable like that.
    private void ReadBytes(JsonRange value)
    {
        var target = _result.ReserveBytes(value.Length);
        var (length, number, digits) = (0, 0, 0);
        foreach (var next in value.Of(_text)[1..])
        {
            if (char.IsAsciiDigit((char)next))
            {
                number = (number * 10 + next - '0') & 0xFFFF;
                digits++;
            }
            else if (next is (byte)',' or (byte)']' && digits > 0 && number <= byte.MaxValue)
            {
                target[length++] = (byte)number;
                (number, digits) = (0, 0);
            }
            else if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                ReadElements(value.Start + 1, ElementContext.Array, depth: 1);
                return;
            }
        }

        ReadConvertedText(length, value.Start);
    }

    // A value that is not base64 is not a payload.
    private void ReadBase64(JsonRange value)
    {
        if (_text[value.Start] != '"')
        {
            Ignore(OtherContent.Json, value.Start);
            return;
        }

        var text = Unescape(value);
        if (Base64.DecodeFromUtf8InPlace(text, out var length) != System.Buffers.OperationStatus.Done)
        {
            Ignore(OtherContent.Json, value.Start);
        }
        else if (GzipPayload.IsGzip(text[..length]))
        {
            ReadGzip(length, value.Start);
        }
        else
        {
            ReadConvertedText(length, value.Start);
        }
    }

    private void ReadGzip(int length, int origin)
    {
        var compressed = _result.CommitBytes(length, out _);
        switch (GzipPayload.TryExpand(compressed, _result, _owner.Limits.MaxExpansion - _owner.Wrappers.Expanded, out var expanded))
        {
            case null:
                Reject(RejectionReason.TooLarge, origin);
                break;
            case false:
                Ignore(OtherContent.Json, origin);
                break;
            default:
                _owner.Wrappers.Expand(expanded);
                ReadConvertedText(expanded, origin);
                break;
        }
    }

    private void ReadAnyValue(JsonRange value)
    {
        if (TryFind(value, "stringValue"u8, out var text) && text.IsString(_text))
        {
            ReadString(text);
        }
        else if (TryFind(value, "bytesValue"u8, out var bytes))
        {
            ReadBase64(bytes);
        }
        else if (OpenTelemetryValue.TryConvert(_text, value, _result.ReserveBytes(OpenTelemetryValue.MaxLength(value.Length)), out var length))
        {
            ReadConvertedText(length, value.Start);
        }
    }

    // A part ends without a line end. Where JSON is complete, the line end has only been left out.
    private void ReadSplitLine(JsonRange source, JsonRange value)
    {
        var text = Unescape(value);
        var isError = TryFind(source, "stream"u8, out var stream) && stream.Of(_text).SequenceEqual("\"stderr\""u8);
        var parts = isError ? _owner.Wrappers.SplitError : _owner.Wrappers.SplitOutput;
        if (!parts.HasParts && (text.EndsWith("\n"u8) || !LineParts.IsOpenJson(text)))
        {
            ReadConvertedText(text.Length, value.Start);
        }
        else if (!parts.TryAdd(text))
        {
            parts.Clear();
            Reject(RejectionReason.TooLarge, value.Start);
        }
        else if (parts.IsComplete || text.EndsWith("\n"u8))
        {
            ReadJoined(parts, value.Start);
        }
    }

    private void ReadTable(JsonRange rows, JsonRange columns)
    {
        Span<JsonRange> names = stackalloc JsonRange[TableRow.MaxColumns];
        if (_text[rows.Start] != '[' || !TableRow.TryReadNames(_text, columns, names, out var count))
        {
            return;
        }

        var position = SkipWhiteSpace(rows.Start + 1);
        while (_text[position] != ']')
        {
            var end = JsonScanner.SkipValue(_text, position);
            var row = new JsonRange(position, end - position, -1);
            var target = _result.ReserveBytes(TableRow.MaxLength(row.Length, names[..count]));
            if (TableRow.TryConvert(_text, row, names[..count], target, out var length))
            {
                ReadConvertedText(length, position);
            }

            position = SkipWhiteSpace(end);
            position = _text[position] == ',' ? SkipWhiteSpace(position + 1) : position;
        }
    }

    // Reads the text that was written to the bytes that the result reserved.
    private void ReadConvertedText(int length, int origin)
    {
        var text = _result.CommitBytes(length, out var offset);
        new DocumentReader(in this, text, offset, Locate(origin), isConverted: true).ReadDocuments();
        _result.EndNested();
    }
}
