using FalcoRules;
using K8sAudit.Runner.Configuration.Keys;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;
using static K8sAudit.Runner.Configuration.Keys.Key<FalcoRules.OutputAddition>;

namespace K8sAudit.Runner.Configuration;

/// <summary>The keys of an entry of <c>append_output</c>.</summary>
internal static class OutputAdditionKeys
{
    private const string AllRules = "all rules";

    public static KeyTable<OutputAddition> All { get; } = new(
    [
        Group("match",
            Value(
                "source",
                ValueKinds.String,
                "Only rules of this source.",
                a => a.Source ?? "",
                (a, value) => a with { Source = NullIfEmpty(value) },
                defaultText: AllRules),
            Value("tags", ValueKinds.Names, "Only rules with all of these tags.", a => a.Tags, (a, value) => a with { Tags = value }, defaultText: AllRules),
            Value("rule", ValueKinds.String, "Only this rule.", a => a.Rule ?? "", (a, value) => a with { Rule = NullIfEmpty(value) }, defaultText: AllRules)),
        Value("extra_output", ValueKinds.String, "Text appended to the output.", a => a.ExtraOutput, (a, value) => a with { ExtraOutput = value }),
        Value(
            "extra_fields",
            ExtraFields,
            "Further entries of `output_fields`: names of fields, or `name: format`.",
            a => a.ExtraFields,
            (a, value) => a with { ExtraFields = value }),
        Value(
            "suggested_output",
            ValueKinds.Boolean,
            "Appends the fields that plugins suggest.",
            a => a.SuggestedOutput,
            (a, value) => a with { SuggestedOutput = value }),
    ]);

    private static ValueKind<IReadOnlyList<ExtraField>> ExtraFields =>
        new("list of strings or mappings", ReadFields, value => value.Count == 0 ? "[]" : string.Join(", ", value.Select(extra => extra.Name)));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>As in Falco, an entry names a field with a format only once; of several entries the last one counts.</summary>
    private static List<ExtraField> ReadFields(ConfigurationNode node, KeyPath path)
    {
        List<ExtraField> fields = [];
        foreach (var (index, item) in ValueKinds.Items(node, path).Index())
        {
            var field = ReadField(item, path with { Text = $"{path.Text}[{index}]" });
            if (fields.Find(other => other.Name == field.Name) is { } other && (other.Format ?? field.Format) is not null)
            {
                throw new UserError(RunnerMessages.DuplicateEntry(item.Location, path.Text, field.Name));
            }

            fields.Add(field);
        }

        return fields;
    }

    private static ExtraField ReadField(ConfigurationNode item, KeyPath path) => item switch
    {
        ConfigurationScalar => new ExtraField(ValueKinds.Name.Read(item, path)),
        ConfigurationMapping { Entries.Count: 1 } mapping when mapping.Entries.GetAt(0) is var (name, format) => new ExtraField(
            name,
            ValueKinds.String.Read(format, path)),
        _ => throw path.Unexpected(item, "the name of a field, or one name and its format"),
    };
}
