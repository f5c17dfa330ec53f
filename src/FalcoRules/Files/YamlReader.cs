using System.Collections.Immutable;
using FalcoRules.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FalcoRules.Files;

/// <summary>Reads YAML into nodes that know their place: one pass over the parser's events, aliases put in, size and depth bounded.</summary>
internal sealed class YamlReader
{
    /// <summary>How deep sequences and mappings may nest; rules need seven levels.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many nodes a file may be once its aliases are put in.</summary>
    public const int MaxNodes = 1_000_000;

    private readonly SourceText _source;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<AnchorName, YamlNode?> _anchors = [];
    private readonly ImmutableArray<YamlNode>.Builder _documents = ImmutableArray.CreateBuilder<YamlNode>();
    private int _weight;

    private YamlReader(SourceText source)
    {
        _source = source;
        _scanner = new Scanner(new StringReader(source.Text));
        _parser = new Parser(_scanner);
    }

    private ParsingEvent Current => _parser.Current!;

    /// <summary>Reads a file. Never throws for what it holds; after a syntax error, what stands before it is there.</summary>
    public static YamlFile Read(SourceText source, ICollection<Diagnostic> diagnostics)
    {
        var reader = new YamlReader(source);
        var isComplete = reader.TryReadDocuments(diagnostics);
        return new YamlFile(source, reader._documents.ToImmutable(), isComplete);
    }

    private bool TryReadDocuments(ICollection<Diagnostic> diagnostics)
    {
        try
        {
            ReadDocuments();
            return true;
        }
        catch (YamlException error)
        {
            var place = error.Start.Index < _source.Text.Length ? error.Start : error.End;
            diagnostics.AddError(DiagnosticCodes.YamlParse, Span(place.Index, error.End.Index), RulesFileMessages.NotYaml(error.Message));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser does not always know what to say about broken text.
            var place = _scanner.CurrentPosition.Index;
            diagnostics.AddError(DiagnosticCodes.YamlParse, Span(place, place + 1), RulesFileMessages.NotYaml("something else is expected here."));
        }

        return false;
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

    /// <summary>Reads up to the end of a document; of a sequence, what was read before an error is kept.</summary>
    private void ReadDocument()
    {
        if (Current is not SequenceStart start)
        {
            _documents.Add(ReadNode(1));
            Advance();
            return;
        }

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
        if (depth > MaxDepth)
        {
            throw new YamlException(Current.Start, Current.End, RulesFileMessages.TooDeep(MaxDepth));
        }

        var anchor = Current is NodeEvent named ? named.Anchor : default;
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = null;
        }

        var node = Current switch
        {
            Scalar scalar => ReadScalar(scalar),
            AnchorAlias alias => ReadAlias(alias),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => throw new YamlException(Current.Start, Current.End, "a value is missing here."),
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

    private YamlNode ReadAlias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var node))
        {
            throw new YamlException(alias.Start, alias.End, RulesFileMessages.UnknownAlias(alias.Value.Value));
        }

        if (node is null)
        {
            throw new YamlException(alias.Start, alias.End, RulesFileMessages.RecursiveAlias(alias.Value.Value));
        }

        Count(node.Weight);
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
        return new YamlSequence(Span(start.Start.Index, end), items.ToImmutable(), 1 + items.Sum(item => item.Weight));
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
        return new YamlMapping(Span(start.Start.Index, end), entries.ToImmutable(), 1 + entries.Sum(entry => 1 + entry.Value.Weight));
    }

    private YamlScalar ReadKey(int depth)
    {
        var place = Current;
        return ReadNode(depth + 1) as YamlScalar ?? throw new YamlException(place.Start, place.End, RulesFileMessages.KeyIsNoText);
    }

    /// <summary>A block ends with its last child, though the parser says so only at the next token; an alias's child stands elsewhere.</summary>
    private int EndOf(bool isFlow, SourceSpan? lastChild, int least) =>
        isFlow ? (int)Current.End.Index + 1 : Math.Max(least, Math.Min(lastChild?.Span.End ?? least, (int)Current.Start.Index));

    private void Count(int nodes)
    {
        _weight += nodes;
        if (_weight > MaxNodes)
        {
            throw new YamlException(Current.Start, Current.End, RulesFileMessages.TooManyNodes(MaxNodes));
        }
    }

    private void Advance()
    {
        if (!_parser.MoveNext())
        {
            throw new InvalidOperationException("The parser ended before the stream did");
        }
    }

    private SourceSpan Span(long start, long end)
    {
        var from = (int)Math.Clamp(start, 0, _source.Text.Length);
        var to = (int)Math.Clamp(end, from, _source.Text.Length);
        return new SourceSpan(_source, new TextSpan(from, _source.Text.AsSpan(from, to - from).TrimEnd().Length));
    }
}
