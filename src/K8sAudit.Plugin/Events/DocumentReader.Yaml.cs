using System.Buffers;
using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>Documents in YAML: one begins a text or follows a separator.</summary>
internal readonly ref partial struct DocumentReader
{
    private static bool IsYamlSeparator(ReadOnlySpan<byte> line) => line.SequenceEqual("---"u8) || line.SequenceEqual("..."u8);

    private bool TryReadYaml(ReadOnlySpan<byte> line, int position, ref int end)
    {
        if (!_owner.Wrappers.MayBeginYaml || Facts.Depth > 0 || !YamlText.Begins(line))
        {
            _owner.Wrappers.MayBeginYaml &= line[0] == '#';
            return false;
        }

        end = YamlEnd(position);
        if (end == _text.Length && !_isFinal && _owner.IsContinuous)
        {
            _result.RejectIncomplete(new Continuation(position, ContinuationKind.Yaml), Locate(position), AuditMarks.OccurIn(_text[position..]));
            return true;
        }

        ReadYaml(_text[position..end], position);
        return true;
    }

    private int YamlEnd(int start)
    {
        var line = NextLine(start);
        while (line < _text.Length && YamlText.Continues(_text[line..LineEnd(line)], _text[start..]))
        {
            line = NextLine(line);
        }

        return line;
    }

    private void ReadYaml(ReadOnlySpan<byte> yaml, int position)
    {
        var json = new ArrayBufferWriter<byte>();
        if (!YamlText.TryConvert(yaml, json))
        {
            IgnoreLines(yaml, position);
            return;
        }

        json.WrittenSpan.CopyTo(_result.ReserveBytes(json.WrittenCount));
        Facts.Enter(YamlText.NameBytes, default);
        ReadConvertedText(json.WrittenCount, position);
        Facts.Leave();
    }

    private void IgnoreLines(ReadOnlySpan<byte> text, int position)
    {
        for (var start = 0; start < text.Length; start = NextLine(position + start) - position)
        {
            if (text[start..Math.Min(LineEnd(position + start) - position, text.Length)].ContainsAnyExcept(" \r"u8))
            {
                Ignore(OtherContent.Text, position + start);
            }
        }
    }
}
