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
    public static readonly ItemKey<MappedText> RequiredEngineVersion = new("required_engine_version", ValueDecoders.Text)
    {
        Summary = "The oldest version of the rules engine that can read the file.",
        IsRequired = true,
    };
    public static readonly ItemKey<ImmutableArray<YamlNode>> RequiredPluginVersions = new(
        "required_plugin_versions",
        ValueDecoders.Sequence)
    {
        Summary = "The plugins that the rules need.",
        IsRequired = true,
    };

    public static readonly ItemKey<MappedText> List = new("list", ValueDecoders.Text)
    {
        Summary = "The name of the list.",
        IsRequired = true,
    };
    public static readonly ItemKey<ImmutableArray<YamlScalar>> Items = new("items", ValueDecoders.TextList)
    {
        Summary = "The items; an item may be the name of another list.",
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
    };

    public static readonly ItemKey<MappedText> Macro = new("macro", ValueDecoders.Text)
    {
        Summary = "The name of the macro.",
        IsRequired = true,
    };
    public static readonly ItemKey<MappedText> MacroCondition = new("condition", ValueDecoders.Text)
    {
        Summary = "The condition that the name stands for.",
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "macro condition",
    };

    public static readonly ItemKey<MappedText> Rule = new("rule", ValueDecoders.Text)
    {
        Summary = "The name of the rule.",
        IsRequired = true,
    };
    public static readonly ItemKey<MappedText> Description = new("desc", ValueDecoders.Text)
    {
        Summary = "What the rule detects.",
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
    };
    public static readonly ItemKey<MappedText> Condition = new("condition", ValueDecoders.Text)
    {
        Summary = "When an event raises an alert.",
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "rule condition",
    };
    public static readonly ItemKey<MappedText> Output = new("output", ValueDecoders.Text)
    {
        Summary = "The text of the alert; %field shows the value of a field.",
        IsRequired = true,
        MayAppend = true,
        MayReplace = true,
        Label = "rule output",
    };
    public static readonly ItemKey<Priority> Priority = new("priority", ValueDecoders.Priority)
    {
        Summary = "How serious the alert is.",
        IsRequired = true,
        MayReplace = true,
        Label = "rule priority",
    };
    public static readonly ItemKey<string> Source = new("source", ValueDecoders.OptionalText)
    {
        Summary = "The event source, such as k8s_audit; syscall by default.",
    };
    public static readonly ItemKey<bool> Enabled = new("enabled", ValueDecoders.Boolean)
    {
        Summary = "Whether the rule is used; true by default.",
        MayReplace = true,
    };
    public static readonly ItemKey<ImmutableArray<YamlScalar>> Tags = new("tags", ValueDecoders.TextList)
    {
        Summary = "Words by which rules are selected.",
        MayAppend = true,
        MayReplace = true,
    };
    public static readonly ItemKey<ImmutableArray<YamlNode>> Exceptions = new("exceptions", ValueDecoders.Sequence)
    {
        Summary = "Events that match the condition and raise no alert.",
        MayAppend = true,
        MayReplace = true,
        Label = "exceptions",
    };
    public static readonly ItemKey<bool> WarnEventTypes = new("warn_evttypes", ValueDecoders.Boolean)
    {
        Summary = "About system calls only.",
        MayReplace = true,
    };
    public static readonly ItemKey<bool> SkipIfUnknownFilter = new("skip-if-unknown-filter", ValueDecoders.Boolean)
    {
        Summary = "Whether an unknown field skips the rule instead of being an error.",
        MayReplace = true,
    };
    public static readonly ItemKey<bool> Capture = new("capture", ValueDecoders.Boolean)
    {
        Summary = "Whether Falco captures system calls after an alert.",
        MayReplace = true,
    };
    public static readonly ItemKey<uint> CaptureDuration = new("capture_duration", ValueDecoders.Number)
    {
        Summary = "The duration of the capture in milliseconds.",
        MayReplace = true,
    };

    public static readonly ItemKey<bool> Append = new("append", ValueDecoders.Boolean)
    {
        Summary = "Deprecated: use override.",
    };
    public static readonly ItemKey<ImmutableArray<YamlEntry>> Override = new("override", ValueDecoders.Mapping)
    {
        Summary = "Which keys of an earlier item of that name this one appends to or replaces.",
        Label = "overrides",
    };

    public static readonly ItemKey<MappedText> ExceptionName = new("name", ValueDecoders.Text)
    {
        Summary = "The name of the exception, by which values are appended.",
        IsRequired = true,
    };
    public static readonly ItemKey<OneOrMore> Fields = new("fields", ValueDecoders.OneOrMore)
    {
        Summary = "The field, or the fields of each tuple of values.",
    };
    public static readonly ItemKey<OneOrMore> Comparisons = new("comps", ValueDecoders.OneOrMore)
    {
        Summary = "The operator, or one for each field.",
    };
    public static readonly ItemKey<ImmutableArray<YamlNode>> Values = new("values", ValueDecoders.Sequence)
    {
        Summary = "The values, or tuples with a value for each field.",
        Label = "exception values",
    };

    public static readonly ItemKey<MappedText> PluginName = new("name", ValueDecoders.Text)
    {
        Summary = "The name of the plugin.",
        IsRequired = true,
    };
    public static readonly ItemKey<MappedText> PluginVersion = new("version", ValueDecoders.Text)
    {
        Summary = "The oldest version that can be used.",
        IsRequired = true,
    };
    public static readonly ItemKey<ImmutableArray<YamlNode>> PluginAlternatives = new("alternatives", ValueDecoders.Sequence)
    {
        Summary = "Plugins that do instead.",
    };

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
