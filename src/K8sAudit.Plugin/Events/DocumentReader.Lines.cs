using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Lines that do not begin with JSON.</summary>
internal readonly ref partial struct DocumentReader
{
    // Reads a line to its end.
    private int ReadText(int position)
    {
        var end = LineEnd(position);
        var line = _text[position..end].TrimEnd((byte)' ');
        if (!line.IsEmpty && !IsYamlSeparator(line) && !TryReadLine(line, position))
        {
            Ignore(OtherContent.Text, position);
        }

        return EndSkipped(end);
    }

    private static bool IsYamlSeparator(ReadOnlySpan<byte> line) => line.SequenceEqual("---"u8) || line.SequenceEqual("..."u8);

    private bool TryReadLine(ReadOnlySpan<byte> line, int position)
    {
        if (Facts.Depth == WrapperFacts.MaxDepth)
        {
            return false;
        }

        if (CriLine.TryMatch(line, out var isError, out var isPart, out var text))
        {
            ReadCri(line[text..], position + text, isError ? _owner.Wrappers.Error : _owner.Wrappers.Output, isPart);
            return true;
        }

        return TryReadPrefixed(line, position) || TryReadCsv(line, position);
    }

    private bool TryReadPrefixed(ReadOnlySpan<byte> line, int position)
    {
        var last = _owner.Wrappers.LastPrefix;
        if (TryReadPrefixed(LinePrefixes.All[last], line, position))
        {
            return true;
        }

        for (var row = 0; row < LinePrefixes.All.Length; row++)
        {
            if (row != last && TryReadPrefixed(LinePrefixes.All[row], line, position))
            {
                _owner.Wrappers.LastPrefix = row;
                return true;
            }
        }

        return false;
    }

    private bool TryReadPrefixed(LinePrefix prefix, ReadOnlySpan<byte> line, int position)
    {
        if (!prefix.TryMatch(line, out var payload))
        {
            return false;
        }

        var (start, length) = payload.GetOffsetAndLength(line.Length);
        ReadPart(prefix.NameBytes, line.Slice(start, length), position + start);
        return true;
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
            ReadJoined(parts, position);
        }
    }

    private void ReadJoined(LineParts parts, int position)
    {
        parts.Bytes.CopyTo(_result.ReserveBytes(parts.Bytes.Length));
        var length = parts.Bytes.Length;
        parts.Clear();
        Facts.Enter(CriLine.NameBytes, default);
        ReadConvertedText(length, position);
        Facts.Leave();
    }

    private bool TryReadCsv(ReadOnlySpan<byte> line, int position)
    {
        if (_owner.Wrappers.CsvColumn < 0)
        {
            _owner.Wrappers.CsvColumn = CsvRow.ColumnOfHeader(line);
            return false;
        }

        if (!CsvRow.TryGet(line, _owner.Wrappers.CsvColumn, out var quoted))
        {
            return false;
        }

        var length = CsvRow.Unquote(quoted, _result.ReserveBytes(quoted.Length));
        Facts.Enter(CsvRow.NameBytes, default);
        ReadConvertedText(length, position);
        Facts.Leave();
        return true;
    }
}
