using System.Collections.Immutable;
using FalcoRules.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FalcoRules.Yaml;

/// <summary>
/// Reads YAML into nodes that know their location, in one pass over the parser's events. Aliases are expanded; size, depth and the number of nodes are bounded.
/// </summary>
public sealed class YamlReader
{
    private readonly SourceText _source;
    private readonly YamlLimits _limits;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlNode?> _anchors = [];
    private readonly ImmutableArray<YamlNode>.Builder _documents = ImmutableArray.CreateBuilder<YamlNode>();
    private int _nodes;

    private YamlReader(SourceText source, YamlLimits limits)
    {
        _source = source;
        _limits = limits;
        _scanner = new Scanner(new StringReader(source.Text));
        _parser = new Parser(_scanner);
    }

    private ParsingEvent Current => _parser.Current!;

    /// <summary>Reads a file of UTF-8 text.</summary>
    /// <param name="path">Path of the file; also its name in diagnostics.</param>
    /// <param name="diagnostics">Gets an error if the file cannot be read (<c>LOAD_ERR_FILE_READ</c>) or is not valid YAML
    /// (<c>LOAD_ERR_YAML_PARSE</c>).</param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <returns>The content; null if the file cannot be read.</returns>
    public static YamlFile? ReadFile(string path, ICollection<Diagnostic> diagnostics, YamlLimits? limits = null) =>
        TextFile.Read(path, (limits ?? YamlLimits.Default).MaxSize, diagnostics) is { } source ? Read(source, diagnostics, limits) : null;

    /// <summary>Reads a text. Never throws because of its content.</summary>
    /// <param name="source">The text.</param>
    /// <param name="diagnostics">Gets an error (<c>LOAD_ERR_YAML_PARSE</c>) with its location if the text is not valid YAML or exceeds a limit.</param>
    /// <param name="limits">Bounds; null for the defaults.</param>
    /// <returns>The content; after an error, what precedes it.</returns>
    public static YamlFile Read(SourceText source, ICollection<Diagnostic> diagnostics, YamlLimits? limits = null)
    {
        var reader = new YamlReader(source, limits ?? YamlLimits.Default);
        var isComplete = reader.TryReadDocuments(diagnostics);
        return new YamlFile(source, reader._documents.ToImmutable(), isComplete);
    }

    private bool TryReadDocuments(ICollection<Diagnostic> diagnostics)
    {
        if (_source.Text.Length > _limits.MaxSize)
        {
            diagnostics.AddError(DiagnosticCodes.YamlParse, Span(0, 0), YamlMessages.NotYaml(YamlMessages.TooLarge(_limits.MaxSize)));
            return false;
        }

        if (_source.Text.AsSpan().TrimStart() is ['<', '!' or '?' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..])
        {
            diagnostics.AddError(DiagnosticCodes.YamlParse, Span(0, 0), YamlMessages.NotYaml(YamlMessages.Markup));
            return false;
        }

        try
        {
            ReadDocuments();
            return true;
        }
        catch (YamlException error)
        {
            var start = error.Start.Index < _source.Text.Length ? error.Start : error.End;
            var (span, cause) = YamlErrorCause.Find(_source, Span(start.Index, error.End.Index).Span, error.Message);
            diagnostics.AddError(DiagnosticCodes.YamlParse, new SourceSpan(_source, span), YamlMessages.NotYaml(cause));
            return false;
        }
    }

    private void ReadDocuments()
    {
        Advance();
        for (Advance(); Current is not StreamEnd; Advance())
        {
            _anchors.Clear();
            Advance();
            ReadDocument();
        }
    }

    /// <summary>Reads a document to its end; of a sequence, the items before an error are kept.</summary>
    private void ReadDocument()
    {
        if (Current is not SequenceStart start)
        {
            _documents.Add(ReadNode(1));
            Advance();
            return;
        }

        Count(1);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        try
        {
            ReadItems(items, 1);
        }
        finally
        {
            _documents.Add(Sequence(start, items));
        }

        Advance();
    }

    private YamlNode ReadNode(int depth)
    {
        CheckDepth(depth);
        var anchor = Current is NodeEvent named ? named.Anchor : default;
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = null;
        }

        var node = Current switch
        {
            Scalar scalar => ReadScalar(scalar),
            AnchorAlias alias => ReadAlias(alias, depth),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => throw new YamlException(Current.Start, Current.End, YamlMessages.MissingValue),
        };
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        Count(1);
        var span = Span(scalar.Start.Index, scalar.End.Index);
        var origins = ScalarOrigins.Find(_source.Text, span.Span, scalar.Value, scalar.Style);
        return new YamlScalar(span, new MappedText(scalar.Value, _source, origins), scalar.Style == ScalarStyle.Plain && scalar.IsPlainImplicit);
    }

    private YamlNode ReadAlias(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, YamlMessages.UnknownAlias(alias.Value.Value));
        }

        if (node is null)
        {
            throw new YamlException(alias.Start, alias.End, YamlMessages.RecursiveAlias(alias.Value.Value));
        }

        CheckDepth(depth + node.Extent.Depth);
        Count(node.Extent.Nodes);
        return node;
    }

    private YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        Count(1);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        ReadItems(items, depth);
        return Sequence(start, items);
    }

    private void ReadItems(ImmutableArray<YamlNode>.Builder items, int depth)
    {
        for (Advance(); Current is not SequenceEnd; Advance())
        {
            items.Add(ReadNode(depth + 1));
        }
    }

    private YamlSequence Sequence(SequenceStart start, ImmutableArray<YamlNode>.Builder items)
    {
        var end = EndOf(start.Style == SequenceStyle.Flow, items.Count == 0 ? null : items[^1].Location, (int)start.End.Index);
        return new YamlSequence(Span(start.Start.Index, end), items.ToImmutable());
    }

    private YamlMapping ReadMapping(MappingStart start, int depth)
    {
        Count(1);
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        for (Advance(); Current is not MappingEnd; Advance())
        {
            var key = ReadKey(depth);
            Advance();
            entries.Add(new YamlEntry(key, ReadNode(depth + 1)));
        }

        var end = EndOf(start.Style == MappingStyle.Flow, entries.Count == 0 ? null : entries[^1].Value.Location, (int)start.End.Index);
        return new YamlMapping(Span(start.Start.Index, end), entries.ToImmutable());
    }

    private YamlScalar ReadKey(int depth)
    {
        var key = Current;
        return ReadNode(depth + 1) as YamlScalar ?? throw new YamlException(key.Start, key.End, YamlMessages.KeyIsNotScalar);
    }

    // A block ends with its last child, but the parser reports the end only at the next token; the child of an alias is written elsewhere.
    private int EndOf(bool isFlow, SourceSpan? lastChild, int least) =>
        isFlow ? (int)Current.End.Index + 1 : Math.Max(least, Math.Min(lastChild?.Span.End ?? least, (int)Current.Start.Index));

    private void CheckDepth(int depth)
    {
        if (depth > _limits.MaxDepth)
        {
            throw new YamlException(Current.Start, Current.End, YamlMessages.TooDeep(_limits.MaxDepth));
        }
    }

    private void Count(int nodes)
    {
        _nodes += nodes;
        if (_nodes > _limits.MaxNodes)
        {
            throw new YamlException(Current.Start, Current.End, YamlMessages.TooManyNodes(_limits.MaxNodes));
        }
    }

    // On some broken texts the parser throws exceptions of other types: they are converted into errors at the position that it has reached.
    private void Advance()
    {
        try
        {
            if (_parser.MoveNext())
            {
                return;
            }
        }
        catch (Exception error) when (error is not YamlException)
        {
        }

        throw new YamlException(_scanner.CurrentPosition, _scanner.CurrentPosition, YamlMessages.Unexpected);
    }

    private SourceSpan Span(long start, long end)
    {
        var from = (int)Math.Clamp(start, 0, _source.Text.Length);
        var to = (int)Math.Clamp(end, from, _source.Text.Length);
        return new SourceSpan(_source, new TextSpan(from, _source.Text.AsSpan(from, to - from).TrimEnd().Length));
    }
}
