using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Lines that do not begin with JSON.</summary>
internal readonly ref partial struct DocumentReader
{
    // Reads a line to its end, or the document of several lines that begins on it.
    private int ReadText(int position)
    {
        var end = LineEnd(position);
        var line = _text[position..end].TrimEnd((byte)' ');
        if (line.IsEmpty)
        {
            return EndSkipped(end);
        }

        if (IsYamlSeparator(line))
        {
            _owner.Wrappers.MayBeginYaml = true;
        }
        else if (!TryReadYaml(line, position, ref end) && !TryReadLine(line, position, ref end))
        {
            Ignore(OtherContent.Text, position);
        }

        return EndSkipped(end);
    }

    private bool TryReadLine(ReadOnlySpan<byte> line, int position, ref int end)
    {
        if (Facts.Depth == WrapperFacts.MaxDepth)
        {
            return false;
        }

        if (AnsiText.IsIn(line))
        {
            Facts.Enter(AnsiText.NameBytes, default);
            ReadConvertedText(AnsiText.Strip(line, _result.ReserveBytes(line.Length)), position);
            Facts.Leave();
            return true;
        }

        if (CriLine.TryMatch(line, out var isError, out var isPart, out var text))
        {
            ReadCri(line[text..], position + text, isError ? _owner.Wrappers.Error : _owner.Wrappers.Output, isPart);
            return true;
        }

        return TryReadFrames(line, position) || TryReadPrefixed(line, position, ref end) || TryReadCsv(line, position);
    }

    private bool TryReadFrames(ReadOnlySpan<byte> line, int position)
    {
        if (!SyslogFrame.TryTake(line, out var start, out var length))
        {
            return false;
        }

        for (var offset = 0; offset < line.Length; offset += start + length)
        {
            if (!SyslogFrame.TryTake(line[offset..], out start, out length))
            {
                Ignore(OtherContent.Text, position + offset);
                break;
            }

            new DocumentReader(in this, line.Slice(offset + start, length), _offset + position + offset + start, Locate(position + offset), _isConverted)
                .ReadDocuments();
            _result.EndNested();
        }

        return true;
    }

    private bool TryReadPrefixed(ReadOnlySpan<byte> line, int position, ref int end)
    {
        var last = _owner.Wrappers.LastPrefix;
        if (TryReadPrefixed(LinePrefixes.All[last], line, position, ref end))
        {
            return true;
        }

        for (var row = 0; row < LinePrefixes.All.Length; row++)
        {
            if (row != last && TryReadPrefixed(LinePrefixes.All[row], line, position, ref end))
            {
                _owner.Wrappers.LastPrefix = row;
                return true;
            }
        }

        return false;
    }

    private bool TryReadPrefixed(LinePrefix prefix, ReadOnlySpan<byte> line, int position, ref int end)
    {
        if (!prefix.TryMatch(line, out var payload))
        {
            return false;
        }

        var (start, length) = payload.GetOffsetAndLength(line.Length);
        if (length == 1)
        {
            end = ReadIndented(prefix.NameBytes, position + start);
        }
        else
        {
            ReadPart(prefix.NameBytes, line.Slice(start, length), position + start);
        }

        return true;
    }

    // An object whose first bracket alone is on the line of the prefix.
    private int ReadIndented(byte[] name, int start)
    {
        var before = _result.Mark();
        Facts.Enter(name, default);
        var end = ReadDocument(start, in before);
        Facts.Leave();
        return end >= 0 ? end : NextDocument(start, ~end);
    }

    // Reads a part of this text in its place.
    private void ReadPart(byte[] name, ReadOnlySpan<byte> part, int position)
    {
        Facts.Enter(name, default);
        new DocumentReader(in this, part, _offset + position, Locate(position), _isConverted).ReadDocuments();
        _result.EndNested();
        Facts.Leave();
    }

    private void ReadCri(ReadOnlySpan<byte> text, int position, LineParts parts, bool isPart)
    {
        if (!isPart && !parts.HasParts)
        {
            ReadPart(CriLine.NameBytes, text, position);
            return;
        }

        if (!parts.TryAdd(text))
        {
            parts.Clear();
            Reject(RejectionReason.TooLarge, position);
        }
        else if (!isPart)
        {
            Facts.Enter(CriLine.NameBytes, default);
            ReadJoined(parts, position);
            Facts.Leave();
        }
    }

    private void ReadJoined(LineParts parts, int position)
    {
        parts.Bytes.CopyTo(_result.ReserveBytes(parts.Bytes.Length));
        var length = parts.Bytes.Length;
        parts.Clear();
        ReadConvertedText(length, position);
    }

    // A header belongs to the wrapper, like the keys of JSON. A single word may be anything.
    private bool TryReadCsvHeader(ReadOnlySpan<byte> line)
    {
        if (CsvHeader.TryRead(line) is not { } header)
        {
            return false;
        }

        _owner.Wrappers.Csv = header;
        return line.ContainsAny(",;\t"u8);
    }

    private bool TryReadCsv(ReadOnlySpan<byte> line, int position)
    {
        if (Facts.Depth > 0)
        {
            return false;
        }

        if (_owner.Wrappers.Csv is not { } header || !header.TryGet(line, out var value, out var isQuoted))
        {
            return TryReadCsvHeader(line);
        }

        var target = _result.ReserveBytes(value.Length);
        var length = value.Length;
        if (isQuoted)
        {
            length = CsvHeader.Unquote(value, target);
        }
        else
        {
            value.CopyTo(target);
        }

        Facts.Enter(CsvHeader.NameBytes, default);
        ReadConvertedText(length, position);
        Facts.Leave();
        return true;
    }
}
