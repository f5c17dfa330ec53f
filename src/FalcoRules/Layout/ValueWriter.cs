using FalcoRules.Text;

namespace FalcoRules.Layout;

/// <summary>Adds the further lines of values of several lines, moved together.</summary>
internal sealed class ValueWriter(SourceText source, IReadOnlyList<LineBlock> blocks, IndentationStack stack, List<FormattedLine> lines)
{
    private int _nextBlock;

    /// <summary>Adds the lines of the values that begin in a line; returns the last line.</summary>
    public int Write(int line)
    {
        var last = line;
        while (BlockAt(last) is { } block)
        {
            _nextBlock++;
            AddBlock(block, last);
            last = Math.Max(last, block.Last);
        }

        return last;
    }

    private void AddBlock(LineBlock block, int from)
    {
        var texts = Enumerable.Range(from + 1, Math.Max(0, block.Last - from)).Select(line => (Line: line, Text: source.Line(line))).ToList();
        var used = texts.Where(line => !line.Text.AsSpan().Trim().IsEmpty).ToList();
        var before = used.Count == 0 ? 0 : block.Kind == LineBlockKind.Free ? used.Min(line => Indent(line.Text)) : Indent(used[0].Text);
        var shift = block.Kind == LineBlockKind.TextWithIndentation ? stack.Shift : Target(block) - before;
        lines.AddRange(texts.Select(line => new FormattedLine(Move(line.Text, before, shift, block.Kind), line.Line)));
    }

    private static string Move(string text, int before, int shift, LineBlockKind kind)
    {
        var indent = Indent(text);
        var moved = new string(' ', indent == text.Length && indent <= before ? 0 : Math.Max(0, indent + shift)) + text[indent..];
        return kind == LineBlockKind.Free ? moved.TrimEnd() : moved;
    }

    private int Target(LineBlock block) => block.StartsLine ? stack.ValueIndent - IndentationStack.Step : stack.ValueIndent;

    private LineBlock? BlockAt(int line)
    {
        while (_nextBlock < blocks.Count && blocks[_nextBlock].First < line && blocks[_nextBlock].Last <= line)
        {
            _nextBlock++;
        }

        return _nextBlock < blocks.Count && blocks[_nextBlock].First == line ? blocks[_nextBlock] : null;
    }

    private static int Indent(string text) => text.Length - text.AsSpan().TrimStart(' ').Length;
}
