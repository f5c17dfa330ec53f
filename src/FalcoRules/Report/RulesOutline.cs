using System.Collections.Immutable;
using FalcoRules.Items;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Report;

/// <summary>The locations of the items, keys and exceptions of a rules file. Gives the context of a diagnostic.</summary>
internal sealed class RulesOutline
{
    private readonly ImmutableArray<Part> _items;

    /// <summary>Outlines a file.</summary>
    public RulesOutline(YamlFile file) =>
        _items = InOrder(file.Documents.OfType<YamlSequence>().SelectMany(items => items.Items).OfType<YamlMapping>().Select(Outline));

    /// <summary>The parts that contain a span, outermost first.</summary>
    public ImmutableArray<TextContext> PathTo(TextSpan span)
    {
        var path = ImmutableArray.CreateBuilder<TextContext>();
        for (var part = LastBefore(_items, span); part is not null && part.Holds(span); part = LastBefore(part.Children, span))
        {
            path.Add(part.Context);
        }

        return path.ToImmutable();
    }

    /// <summary>Parts sorted by location; the content of an alias has the location of its anchor.</summary>
    private static ImmutableArray<Part> InOrder(IEnumerable<Part> parts) => [.. parts.OrderBy(part => part.Start)];

    /// <summary>The last part that starts at the span or before it.</summary>
    private static Part? LastBefore(ImmutableArray<Part> parts, TextSpan span)
    {
        var (low, high) = (0, parts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = parts[middle].Start <= span.Start ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : parts[low - 1];
    }

    private static Part Outline(YamlMapping item) =>
        ItemKinds.Of(item) is { } kind ? OutlineItem(item, kind) : new Part(new TextContext("rules content item", "", item.Location), []);

    private static Part OutlineItem(YamlMapping item, ItemKind kind)
    {
        var name = kind.Identifier is ItemKey<MappedText> && item.Find(kind.Identifier.Name) is YamlScalar scalar && kind != ItemKinds.EngineVersionItem
            ? scalar.Value
            : "";
        return new Part(new TextContext(kind.Label, name, item.Location), InOrder(item.Entries.Select(entry => OutlineEntry(entry, kind))));
    }

    private static Part OutlineEntry(YamlEntry entry, ItemKind kind)
    {
        var key = kind.Find(entry.Key.Value);
        var location = entry.Key.Location.To(entry.Value.Location);
        var context = key?.Label is { } label ? new TextContext(label, "", location) : new TextContext(TextContext.ValueKind, entry.Key.Value, location);
        return new Part(context, Children(entry.Value, key));
    }

    private static ImmutableArray<Part> Children(YamlNode value, ItemKey? key)
    {
        var kind = key == ItemKinds.Exceptions ? ItemKinds.ExceptionItem
            : key == ItemKinds.RequiredPluginVersions ? ItemKinds.PluginRequirement
            : key == ItemKinds.PluginAlternatives ? ItemKinds.PluginAlternative
            : null;
        return kind is not null && value is YamlSequence sequence ? InOrder(sequence.Items.OfType<YamlMapping>().Select(item => OutlineItem(item, kind))) : [];
    }

    private sealed record Part(TextContext Context, ImmutableArray<Part> Children)
    {
        public int Start => Context.Location.Span.Start;

        public bool Holds(TextSpan span) => Start <= span.Start && span.Start <= Context.Location.Span.End;
    }
}
