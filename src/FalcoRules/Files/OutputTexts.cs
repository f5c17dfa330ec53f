using FalcoRules.Fields;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>A rule's output with what falco.yaml and the command line add to it.</summary>
internal static class OutputTexts
{
    private const string ContainerInfo = "%container.info";

    /// <summary>The text of the output.</summary>
    public static MappedText Text(RuleDefinition rule, EventSource source, RulesEnvironment environment, ICollection<Diagnostic> diagnostics)
    {
        var text = rule.Output;
        foreach (var addition in environment.OutputAdditions.Where(addition => AppliesTo(addition, rule)))
        {
            text = addition.ExtraOutput.Length == 0 ? text : Append(text, addition.ExtraOutput);
            text = addition.SuggestedOutput ? SuggestedFields(source).Aggregate(text, Append) : text;
        }

        return WithoutContainerInfo(text, diagnostics);
    }

    /// <summary>The fields that only the JSON output has; of two with one name, the last one counts.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ExtraFields(RuleDefinition rule, RulesEnvironment environment)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, format) in environment.OutputAdditions.Where(addition => AppliesTo(addition, rule)).SelectMany(addition => addition.ExtraFields))
        {
            fields[name] = format;
        }

        return [.. fields];
    }

    private static bool AppliesTo(OutputAddition addition, RuleDefinition rule) =>
        (addition.Source is null or "" || addition.Source == rule.Source)
        && (addition.Rule is null or "" || addition.Rule == rule.Name)
        && addition.Tags.All(rule.Tags.Contains);

    private static MappedText Append(MappedText text, string addition) =>
        Texts.Append(text, MappedText.Whole(new SourceText("append_output", addition)));

    private static IEnumerable<string> SuggestedFields(EventSource source) =>
        source.Fields.Where(field => field.AddOutput).Select(field => $"{field.Name.Replace('.', '_')}=%{field.Name}");

    /// <summary>It once stood for two fields of system calls; Falco still lets rules have it, and takes it out.</summary>
    private static MappedText WithoutContainerInfo(MappedText text, ICollection<Diagnostic> diagnostics)
    {
        for (var at = Find(text); at >= 0; at = Find(text))
        {
            diagnostics.AddWarning(DiagnosticCodes.DeprecatedItem, text.Origin(new TextSpan(at, ContainerInfo.Length)), Messages.ContainerInfoIsDeprecated);
            var rest = at + ContainerInfo.Length;
            text = MappedText.Join(text.Slice(0, at), text.Slice(rest, text.Text.Length - rest));
        }

        return text;
    }

    private static int Find(MappedText text) => text.Text.IndexOf(ContainerInfo, StringComparison.Ordinal);
}
