using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Layout;

/// <summary>Finds the values of several lines, and the edits inside of lines: one space after a colon and a comma, none inside of brackets.</summary>
internal sealed class LineBlocks
{
    private readonly SourceText _source;
    private readonly HashSet<YamlNode> _visited = new(ReferenceEqualityComparer.Instance);
    private readonly List<LineBlock> _blocks = [];
    private readonly List<(TextSpan Span, string Text)> _edits = [];
    private readonly HashSet<int> _keys = [];
    private int _nextEdit;

    private LineBlocks(SourceText source) => _source = source;

    /// <summary>The values of several lines, in order.</summary>
    public IReadOnlyList<LineBlock> Blocks => _blocks;

    /// <summary>The parts of a line that are replaced, in order; they do not overlap. Lines are asked for from first to last.</summary>
    public IEnumerable<(TextSpan Span, string Text)> EditsIn(int start, int end)
    {
        for (; _nextEdit < _edits.Count && _edits[_nextEdit].Span.End <= end; _nextEdit++)
        {
            if (_edits[_nextEdit].Span.Start >= start)
            {
                yield return _edits[_nextEdit];
            }
        }
    }

    /// <summary>Whether a key begins at an offset.</summary>
    public bool IsKey(int offset) => _keys.Contains(offset);

    public static LineBlocks Of(YamlFile file)
    {
        var blocks = new LineBlocks(file.Source);
        foreach (var document in file.Documents)
        {
            blocks.Visit(document);
        }

        blocks._blocks.Sort((a, b) => a.First - b.First);
        blocks._edits.Sort((a, b) => a.Span.Start - b.Span.Start);
        return blocks;
    }

    private void Visit(YamlNode node)
    {
        if (!_visited.Add(node))
        {
            return;
        }

        var isFlow = node is not YamlScalar && CharacterAt(node.Location.Span.Start) is '[' or '{';
        if (isFlow || node is YamlScalar)
        {
            AddBlock(node);
        }

        if (isFlow && LineOf(node.Location.Span.Start) == LineOf(node.Location.Span.End) && Flow(node, node.Location.Span) is { } text)
        {
            _edits.Add((node.Location.Span, text));
            return;
        }

        switch (node)
        {
            case YamlSequence sequence: sequence.Items.ToList().ForEach(Visit); break;
            case YamlMapping mapping: mapping.Entries.ToList().ForEach(Visit); break;
        }
    }

    private void Visit(YamlEntry entry)
    {
        var key = entry.Key.Location.Span;
        var value = entry.Value.Location.Span;
        _keys.Add(key.Start);
        if (value.Start >= key.End && value.Length > 0 && !_visited.Contains(entry.Value))
        {
            var between = _source.Text[key.End..value.Start];
            if (!between.Contains('\n') && between.Trim() == ":" && between != ": ")
            {
                _edits.Add((new TextSpan(key.End, value.Start - key.End), ": "));
            }
        }

        Visit(entry.Key);
        Visit(entry.Value);
    }

    private void AddBlock(YamlNode node)
    {
        var (first, last) = (LineOf(node.Location.Span.Start), LineOf(node.Location.Span.End));
        if (last > first)
        {
            var line = _source.Line(first);
            var column = _source.Position(node.Location.Span.Start).Column - 1;
            var kind = node is YamlScalar ? Kind(node.Location.Span.Start) : LineBlockKind.Free;
            _blocks.Add(new LineBlock(first, last, kind, line.AsSpan(0, column).Trim(' ').IsEmpty));
        }
    }

    private LineBlockKind Kind(int start)
    {
        var header = _source.Line(LineOf(start))[(_source.Position(start).Column - 1)..];
        // A tag or anchor may come before the indicator.
        while (header is ['&' or '!', ..] && header.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
        {
            header = header[blank..].TrimStart();
        }

        return header is not ['>' or '|', ..] ? LineBlockKind.Free
            : header.Split(' ')[0].Any(char.IsAsciiDigit) ? LineBlockKind.TextWithIndentation
            : LineBlockKind.Text;
    }

    /// <summary>A flow collection with one space after each comma and colon; null if it has something else in it: an alias, a value that is left out.</summary>
    private string? Flow(YamlNode node, TextSpan parent)
    {
        var span = node.Location.Span;
        if (span.Length == 0 || span.Start < parent.Start || span.End > parent.End)
        {
            return null;
        }

        switch (node)
        {
            case YamlSequence sequence:
                var items = sequence.Items.Select(item => Flow(item, span)).ToList();
                return items.Contains(null) || CharacterAt(span.Start) != '[' ? null : $"[{string.Join(", ", items)}]";
            case YamlMapping mapping:
                var entries = mapping.Entries
                    .Select(entry => Flow(entry.Key, span) is { } key && Flow(entry.Value, span) is { } value ? $"{key}: {value}" : null)
                    .ToList();
                return entries.Contains(null) || CharacterAt(span.Start) != '{' ? null : $"{{{string.Join(", ", entries)}}}";
            default: return _source.Text.Substring(span.Start, span.Length);
        }
    }

    private char CharacterAt(int offset) => offset < _source.Text.Length ? _source.Text[offset] : '\0';

    private int LineOf(int offset) => _source.Position(offset).Line;
}
