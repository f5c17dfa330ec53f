namespace FalcoRules.Text;

/// <summary>A named text that diagnostics point into.</summary>
/// <param name="name">A file's path as given by the user, or another name of the text.</param>
/// <param name="text">The whole text.</param>
public sealed class SourceText(string name, string text)
{
    private readonly int[] _lineStarts = FindLineStarts(text);

    /// <summary>The name of the text.</summary>
    public string Name { get; } = name;

    /// <summary>The whole text.</summary>
    public string Text { get; } = text;

    /// <summary>The line and column of an offset; an offset after the end is treated as the end.</summary>
    public TextPosition Position(int offset)
    {
        var clamped = Math.Clamp(offset, 0, Text.Length);
        var index = Array.BinarySearch(_lineStarts, clamped);
        var line = index >= 0 ? index : ~index - 1;
        return new TextPosition(line + 1, clamped - _lineStarts[line] + 1);
    }

    /// <summary>The offset of a line and column, both from 1.</summary>
    public int Offset(int line, int column) =>
        line < 1 ? 0 : line > _lineStarts.Length ? Text.Length : Math.Min(Text.Length, _lineStarts[line - 1] + column - 1);

    /// <summary>A line's text, without its end.</summary>
    /// <param name="line">Line, from 1.</param>
    public string Line(int line)
    {
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text[start..end].TrimEnd('\r', '\n');
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                starts.Add(i + 1);
            }
        }

        return [.. starts];
    }
}
