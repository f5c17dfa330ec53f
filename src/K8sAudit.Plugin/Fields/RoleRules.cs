using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the rules of a role as text.</summary>
/// <param name="rules">Path to the rules themselves.</param>
internal sealed class RoleRules(JsonPath rules)
{
    // The labels and one space in front of each part but the first. Inside a part the quotes of each JSON string are longer than the separator in the text.
    private const int MaxSeparators = 32;

    private readonly int _rules = AuditFields.Paths.Add(rules);
    private readonly int _verbs = AddElementsOf(rules / "verbs");
    private readonly int _resources = AddElementsOf(rules / "resources");
    private readonly int _urls = AddElementsOf(rules / "nonResourceURLs");
    private readonly int _groups = AddElementsOf(rules / "apiGroups");
    private readonly int _names = AddElementsOf(rules / "resourceNames");

    /// <summary>
    /// For each rule one text: <c>get|list pods|pods/log</c>, <c>* deployments apiGroups=apps resourceNames=web</c>, <c>get /metrics</c>. Outputs separate the
    /// rules with commas, therefore the values in a rule have another separator. The core API group is omitted where it is the only group; elsewhere it is
    /// <c>""</c>, like every empty value. A rule that has no values has no text. The length of the text is proportional to the length of the rule.
    /// </summary>
    public FieldExtractor<AuditEvent> Texts() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var verbs = source.Ranges(_verbs);
            var resources = source.Ranges(_resources);
            var urls = source.Ranges(_urls);
            var groups = source.Ranges(_groups);
            var names = source.Ranges(_names);
            foreach (var rule in source.Ranges(_rules))
            {
                if (argument.Takes(rule))
                {
                    var text = new ComposedText(values.BeginText(checked(JsonText.MaxLength(rule.Of(source.Payload)) + MaxSeparators)), source.Payload);
                    AppendPart(ref text, ""u8, ref verbs, rule);
                    AppendPart(ref text, ""u8, ref resources, rule);
                    AppendPart(ref text, ""u8, ref urls, rule);
                    AppendGroups(ref text, ref groups, rule, source.Payload);
                    AppendPart(ref text, "resourceNames="u8, ref names, rule);
                    AddUnlessEmpty(text.Length, values);
                }
            }
        };

    private static int AddElementsOf(JsonPath array) => AuditFields.Paths.Add(array / JsonPath.Each);

    private static void AppendGroups(ref ComposedText text, ref JsonRanges groups, JsonRange rule, ReadOnlySpan<byte> json)
    {
        var all = groups;
        if (groups.AdvanceWithin(rule) && !(groups.Current.Of(json).SequenceEqual("\"\""u8) && !groups.AdvanceWithin(rule)))
        {
            AppendPart(ref text, "apiGroups="u8, ref all, rule);
        }
    }

    private static void AppendPart(ref ComposedText text, ReadOnlySpan<byte> label, ref JsonRanges elements, JsonRange rule)
    {
        if (!elements.AdvanceWithin(rule))
        {
            return;
        }

        text.Append(text.Length == 0 ? ""u8 : " "u8);
        text.Append(label);
        AppendElement(ref text, elements.Current);
        while (elements.AdvanceWithin(rule))
        {
            text.Append("|"u8);
            AppendElement(ref text, elements.Current);
        }
    }

    private static void AppendElement(ref ComposedText text, JsonRange element)
    {
        if (text.Append(element) == 0)
        {
            text.Append("\"\""u8);
        }
    }

    private static void AddUnlessEmpty(int length, FieldValues values)
    {
        if (length > 0)
        {
            values.EndText(length);
        }
    }
}
