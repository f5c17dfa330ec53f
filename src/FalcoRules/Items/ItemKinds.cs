using System.Collections.Immutable;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>
/// Everything that a rules file may contain. Unknown keys, missing keys, invalid values and the operations of <c>override</c> are all derived from
/// these rows. Based on Falco's rules reader (rule_loader_reader.cpp).
/// </summary>
internal static class ItemKinds
{
    public static readonly ItemKey<MappedText> RequiredEngineVersion = new("required_engine_version", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<ImmutableArray<YamlNode>> RequiredPluginVersions = new(
        "required_plugin_versions",
        ValueDecoders.Sequence) { IsRequired = true };

    public static readonly ItemKey<MappedText> List = new("list", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<ImmutableArray<YamlScalar>> Items = new("items", ValueDecoders.TextList)
    {
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
    };

    public static readonly ItemKey<MappedText> Macro = new("macro", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<MappedText> MacroCondition = new("condition", ValueDecoders.Text)
    {
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "macro condition",
    };

    public static readonly ItemKey<MappedText> Rule = new("rule", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<MappedText> Description = new("desc", ValueDecoders.Text) { IsRequired = true, MayAppend = true, MayReplace = true };
    public static readonly ItemKey<MappedText> Condition = new("condition", ValueDecoders.Text)
    {
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "rule condition",
    };
    public static readonly ItemKey<MappedText> Output = new("output", ValueDecoders.Text)
    {
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "rule output",
    };
    public static readonly ItemKey<Priority> Priority = new("priority", ValueDecoders.Priority)
    {
        IsRequired = true,
        MayReplace = true,
        Label = "rule priority",
    };
    public static readonly ItemKey<string> Source = new("source", ValueDecoders.OptionalText);
    public static readonly ItemKey<bool> Enabled = new("enabled", ValueDecoders.Boolean) { MayReplace = true };
    public static readonly ItemKey<ImmutableArray<YamlScalar>> Tags = new("tags", ValueDecoders.TextList) { MayAppend = true, MayReplace = true };
    public static readonly ItemKey<ImmutableArray<YamlNode>> Exceptions = new("exceptions", ValueDecoders.Sequence)
    {
        MayAppend = true,
        MayReplace = true,
        Label = "exceptions",
    };
    public static readonly ItemKey<bool> WarnEventTypes = new("warn_evttypes", ValueDecoders.Boolean) { MayReplace = true };
    public static readonly ItemKey<bool> SkipIfUnknownFilter = new("skip-if-unknown-filter", ValueDecoders.Boolean) { MayReplace = true };
    public static readonly ItemKey<bool> Capture = new("capture", ValueDecoders.Boolean) { MayReplace = true };
    public static readonly ItemKey<uint> CaptureDuration = new("capture_duration", ValueDecoders.Number) { MayReplace = true };

    public static readonly ItemKey<bool> Append = new("append", ValueDecoders.Boolean);
    public static readonly ItemKey<ImmutableArray<YamlEntry>> Override = new("override", ValueDecoders.Mapping) { Label = "overrides" };

    public static readonly ItemKey<MappedText> ExceptionName = new("name", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<OneOrMore> Fields = new("fields", ValueDecoders.OneOrMore);
    public static readonly ItemKey<OneOrMore> Comparisons = new("comps", ValueDecoders.OneOrMore);
    public static readonly ItemKey<ImmutableArray<YamlNode>> Values = new("values", ValueDecoders.Sequence) { Label = "exception values" };

    public static readonly ItemKey<MappedText> PluginName = new("name", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<MappedText> PluginVersion = new("version", ValueDecoders.Text) { IsRequired = true };
    public static readonly ItemKey<ImmutableArray<YamlNode>> PluginAlternatives = new("alternatives", ValueDecoders.Sequence);

    public static readonly ItemKind EngineVersionItem = new("required_engine_version", [RequiredEngineVersion]);
    public static readonly ItemKind PluginVersionsItem = new("required plugin versions", [RequiredPluginVersions]);
    public static readonly ItemKind PluginRequirement = new("required plugin versions entry", [PluginName, PluginVersion, PluginAlternatives]);
    public static readonly ItemKind PluginAlternative = new("required plugin versions alternative", [PluginName, PluginVersion]);
    public static readonly ItemKind ListItem = new("list", [List, Items, Append, Override]);
    public static readonly ItemKind MacroItem = new("macro", [Macro, MacroCondition, Append, Override]);
    public static readonly ItemKind RuleItem = new("rule",
    [
        Rule, Description, Condition, Output, Priority, Source, Enabled, Tags, Exceptions, WarnEventTypes, SkipIfUnknownFilter, Capture, CaptureDuration,
        Append, Override,
    ]);

    public static readonly ItemKind ExceptionItem = new("exception", [ExceptionName, Fields, Comparisons, Values]);

    /// <summary>The kinds of items, in the order in which they are tried.</summary>
    public static readonly ImmutableArray<ItemKind> All = [EngineVersionItem, PluginVersionsItem, ListItem, MacroItem, RuleItem];

    /// <summary>The kind of an item; null if it has none of the identifying keys.</summary>
    public static ItemKind? Of(YamlMapping item) => All.FirstOrDefault(kind => item.Find(kind.Identifier.Name) is not null);
}
