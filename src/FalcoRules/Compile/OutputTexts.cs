using FalcoRules.Fields;
using FalcoRules.Items;
using FalcoRules.Resolve;
using FalcoRules.Text;

namespace FalcoRules.Compile;

/// <summary>A rule's output with the additions of falco.yaml and the command line.</summary>
internal sealed class OutputTexts(RulesEnvironment environment)
{
    private const string ContainerInfo = "%container.info";

    /// <summary>One source for each addition, so that an error in it is reported once for all rules.</summary>
    private readonly Dictionary<string, SourceText> _additions = [];

    /// <summary>The text of the output.</summary>
    public MappedText Text(RuleDefinition rule, EventSource source, ICollection<Diagnostic> diagnostics)
    {
        var text = rule.Output.Whole;
        foreach (var addition in environment.OutputAdditions.Where(addition => AppliesTo(addition, rule)))
        {
            text = addition.ExtraOutput.Length == 0 ? text : Append(text, addition.ExtraOutput);
            text = addition.SuggestedOutput ? SuggestedFields(source).Aggregate(text, Append) : text;
        }

        return WithoutContainerInfo(text, diagnostics);
    }

    /// <summary>The fields that only the JSON output has; of several with the same name, the last one wins.</summary>
    public IReadOnlyList<ExtraField> ExtraFields(RuleDefinition rule)
    {
        var fields = new SortedDictionary<string, ExtraField>(StringComparer.Ordinal);
        foreach (var field in environment.OutputAdditions.Where(addition => AppliesTo(addition, rule)).SelectMany(addition => addition.ExtraFields))
        {
            fields[field.Name] = field;
        }

        return [.. fields.Values];
    }

    private static bool AppliesTo(OutputAddition addition, RuleDefinition rule) =>
        (addition.Source is null or "" || addition.Source == rule.Source)
        && (addition.Rule is null or "" || addition.Rule == rule.Name)
        && addition.Tags.All(rule.Tags.Contains);

    private MappedText Append(MappedText text, string addition)
    {
        if (!_additions.TryGetValue(addition, out var source))
        {
            source = new SourceText("append_output", addition);
            _additions.Add(addition, source);
        }

        return Texts.Append(text, MappedText.Whole(source));
    }

    private static IEnumerable<string> SuggestedFields(EventSource source) =>
        source.Fields.Where(field => field.AddOutput).Select(field => $"{field.Name.Replace('.', '_')}=%{field.Name}");

    /// <summary>It was the placeholder of two system call fields; Falco still accepts it in rules and removes it.</summary>
    private static MappedText WithoutContainerInfo(MappedText text, ICollection<Diagnostic> diagnostics)
    {
        var parts = new List<MappedText>();
        var start = 0;
        for (var at = Find(text, start); at >= 0; at = Find(text, start))
        {
            diagnostics.AddWarning(
                DiagnosticCodes.DeprecatedItem,
                text.Origin(new TextSpan(at, ContainerInfo.Length)),
                CompileMessages.ContainerInfoIsDeprecated);
            parts.Add(text.Slice(start, at - start));
            start = at + ContainerInfo.Length;
        }

        return start == 0 ? text : MappedText.Join([.. parts, text.Slice(start, text.Text.Length - start)]);
    }

    private static int Find(MappedText text, int start) => text.Text.IndexOf(ContainerInfo, start, StringComparison.Ordinal);
}
