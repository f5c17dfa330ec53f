using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>What stands where in a rules file: items, their keys, exceptions. Says what a finding stands in.</summary>
internal sealed class RulesOutline
{
    private readonly List<Part> _items = [];

    /// <summary>Outlines a file.</summary>
    public RulesOutline(YamlFile file)
    {
        foreach (var item in file.Documents.OfType<YamlSequence>().SelectMany(items => items.Items).OfType<YamlMapping>())
        {
            _items.Add(ItemKinds.Of(item) is { } kind ? OutlineItem(item, kind) : new Part(new TextContext("rules content item", "", item.Location), []));
        }
    }

    /// <summary>What stands around a place, from the outside in.</summary>
    public ImmutableArray<TextContext> PathTo(TextSpan place)
    {
        var path = ImmutableArray.CreateBuilder<TextContext>();
        var index = _items.FindLastIndex(item => item.Context.Location.Span.Start <= place.Start);
        for (var part = index < 0 ? null : _items[index]; part is not null && part.Holds(place); part = part.Children.FirstOrDefault(child => child.Holds(place)))
        {
            path.Add(part.Context);
        }

        return path.ToImmutable();
    }

    private static Part OutlineItem(YamlMapping item, ItemKind kind)
    {
        var name = kind.Identifier is ItemKey<MappedText> && item.Find(kind.Identifier.Name) is YamlScalar scalar && kind != ItemKinds.EngineVersionItem ? scalar.Value : "";
        return new Part(new TextContext(kind.Label, name, item.Location), [.. item.Entries.Select(entry => OutlineEntry(entry, kind))]);
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
        return kind is not null && value is YamlSequence sequence ? [.. sequence.Items.OfType<YamlMapping>().Select(item => OutlineItem(item, kind))] : [];
    }

    private sealed record Part(TextContext Context, ImmutableArray<Part> Children)
    {
        public bool Holds(TextSpan place) => Context.Location.Span.Start <= place.Start && place.Start <= Context.Location.Span.End;
    }
}
