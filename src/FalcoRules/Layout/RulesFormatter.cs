using System.Text;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Layout;

/// <summary>
/// Formats rules files: two spaces for each level, one space after dashes, colons and commas, one blank line between items, no blanks at ends of lines. Lines
/// move, but are neither joined nor split, and comments stay where they are.
/// </summary>
public sealed class RulesFormatter
{
    private readonly SourceText _source;
    private readonly LineBlocks _blocks;
    private readonly IndentationStack _stack = new();
    private readonly List<FormattedLine> _lines = [];
    private readonly ValueWriter _values;

    private RulesFormatter(YamlFile file)
    {
        (_source, _blocks) = (file.Source, LineBlocks.Of(file));
        _values = new ValueWriter(_source, _blocks.Blocks, _stack, _lines);
    }

    /// <summary>Formats a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="diagnostics">Receives an error if the file is not valid YAML, or has a form that the formatter would change the meaning of.</param>
    /// <returns>The formatted file; null if there is an error.</returns>
    public static FormattedFile? Format(SourceText source, ICollection<Diagnostic> diagnostics)
    {
        var file = YamlReader.Read(source, diagnostics);
        if (!file.IsComplete)
        {
            return null;
        }

        var formatter = new RulesFormatter(file);
        formatter.Format();
        var formatted = new FormattedFile(source, [.. formatter._lines]);
        if (YamlComparison.AreEqual(file, YamlReader.Read(new SourceText(source.Name, formatted.Text), [])))
        {
            return formatted;
        }

        diagnostics.AddError(DiagnosticCodes.YamlParse, new SourceSpan(source, new TextSpan(0, 0)), LayoutMessages.CannotFormat);
        return null;
    }

    private void Format()
    {
        var count = _source.Position(_source.Text.Length).Line;
        for (var line = 1; line <= count; line++)
        {
            var text = _source.Line(line);
            if (text.AsSpan().Trim().IsEmpty)
            {
                AddBlank(line);
            }
            else if (text.AsSpan().TrimStart()[0] == '#')
            {
                Add(CommentColumn(line), text.Trim(), line);
            }
            else
            {
                line = AddStructure(line, text);
            }
        }

        while (_lines.Count > 0 && _lines[^1].Text.Length == 0)
        {
            _lines.RemoveAt(_lines.Count - 1);
        }
    }

    /// <summary>A blank line; of several in a row, the first one.</summary>
    private void AddBlank(int line)
    {
        if (_lines.Count > 0 && _lines[^1].Text.Length > 0)
        {
            _lines.Add(new FormattedLine("", line));
        }
    }

    private void Add(int column, string text, int line) => _lines.Add(new FormattedLine(new string(' ', column) + text, line));

    /// <summary>A comment gets the indentation of the next line; one that is indented further belongs to the lines before it.</summary>
    private int CommentColumn(int line)
    {
        var column = Indent(_source.Line(line));
        var count = _source.Position(_source.Text.Length).Line;
        for (var next = line + 1; next <= count; next++)
        {
            var text = _source.Line(next);
            if (!text.AsSpan().Trim().IsEmpty && text.AsSpan().TrimStart()[0] != '#')
            {
                return Indent(text) < column ? _stack.CommentIndent(column) : NextColumn(text);
            }
        }

        return _stack.CommentIndent(column);
    }

    /// <summary>The new column of the next line, without entering it.</summary>
    private int NextColumn(string text)
    {
        var stack = _stack.Copy();
        return text.AsSpan().TrimStart().StartsWith("- ") ? stack.EnterItem(Indent(text)) : stack.EnterKey(Indent(text));
    }

    /// <summary>Adds a line of the structure with the lines of a value that begins in it; returns the last line.</summary>
    private int AddStructure(int line, string text)
    {
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal) || text[0] == '%')
        {
            _stack.Clear();
            Add(0, text.TrimEnd(), line);
            return line;
        }

        var column = Indent(text);
        var prefix = "";
        var start = column;
        while (text[start] == '-' && (start + 1 == text.Length || text[start + 1] == ' '))
        {
            var target = _stack.EnterItem(start);
            if (prefix.Length == 0)
            {
                SeparateItem();
                prefix = new string(' ', target);
            }

            prefix += "- ";
            start += text.AsSpan(start + 1).Length - text.AsSpan(start + 1).TrimStart(' ').Length + 1;
            if (start >= text.Length)
            {
                break;
            }
        }

        var isItem = prefix.Length > 0;
        var rest = start < text.Length ? Edited(line, start, text) : "";
        if (!isItem)
        {
            prefix = new string(' ', _stack.EnterKey(column));
        }
        else if (HasKey(line, start, text))
        {
            _stack.EnterKey(start);
        }

        _lines.Add(new FormattedLine((prefix + rest).TrimEnd(), line));
        return _values.Write(line);
    }

    /// <summary>One blank line before an item at the top of the file, and before its comments.</summary>
    private void SeparateItem()
    {
        if (!_stack.IsTopSequence)
        {
            return;
        }

        var index = _lines.Count;
        while (index > 0 && _lines[index - 1].Text.StartsWith('#'))
        {
            index--;
        }

        if (index > 0 && _lines[index - 1].Text.Length > 0 && !_lines[index - 1].Text.StartsWith("---", StringComparison.Ordinal))
        {
            _lines.Insert(index, new FormattedLine("", 0));
        }
    }

    /// <summary>Whether a key begins at a column: a mapping inside of an item of a sequence.</summary>
    private bool HasKey(int line, int column, string text) =>
        column < text.Length && text[column] is not ('[' or '{' or '#') && _blocks.IsKey(_source.Offset(line, column + 1));

    /// <summary>The rest of a line from a column, with the edits in it.</summary>
    private string Edited(int line, int column, string text)
    {
        var (offset, end) = (_source.Offset(line, column + 1), _source.Offset(line, text.Length + 1));
        var result = new StringBuilder();
        foreach (var (span, replacement) in _blocks.EditsIn(offset, end))
        {
            result.Append(_source.Text, offset, span.Start - offset).Append(replacement);
            offset = span.End;
        }

        return result.Append(_source.Text, offset, end - offset).ToString();
    }

    private static int Indent(string text) => text.Length - text.AsSpan().TrimStart(' ').Length;
}
