using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Merges the exceptions of a rule and checks their structure.</summary>
internal static class ExceptionMerger
{
    private static readonly char[] _blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Whether the right side of the comparison is a list in parentheses.</summary>
    public static bool TakesList(string comparison) => Split(comparison) is { } found && (found.HasModifier || found.Operator.Right == RightSideKind.List);

    /// <summary>The operator of a comparison, and whether a modifier follows it; null if it is not a comparison.</summary>
    private static (OperatorDefinition Operator, bool HasModifier)? Split(string comparison)
    {
        var words = comparison.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 0 or > 2 || OperatorTable.Find(words[0]) is not { } op ? null
            : words.Length == 1 ? (op, false)
            : op.Right == RightSideKind.Value && OperatorTable.Modifiers.Any(row => row.Name == words[1]) ? (op, true)
            : null;
    }

    /// <summary>The exceptions that a rule is defined with, or that replace all its exceptions; invalid ones are reported and omitted.</summary>
    public static List<ExceptionDefinition> Define(IEnumerable<ExceptionDefinition> exceptions, ItemFields rule)
    {
        Func<string, string> needsFields = rule.Has(ItemKinds.Override) ? ItemMessages.ReplacedExceptionNeedsFields : ItemMessages.ExceptionNeedsFields;
        return [.. exceptions.Select(exception => Complete(exception, rule, needsFields)).OfType<ExceptionDefinition>()];
    }

    /// <summary>Adds new exceptions to a rule, and values to its existing exceptions.</summary>
    public static void Append(List<ExceptionDefinition> existing, IEnumerable<ExceptionDefinition> additions, ItemFields rule)
    {
        foreach (var addition in additions)
        {
            var index = existing.FindIndex(exception => exception.Name == addition.Name);
            if (index >= 0)
            {
                existing[index] = WithValues(existing[index], addition, rule);
            }
            else if (NewException(addition, rule) is { } exception)
            {
                existing.Add(exception);
            }
        }
    }

    private static ExceptionDefinition WithValues(ExceptionDefinition exception, ExceptionDefinition addition, ItemFields rule)
    {
        if (addition.Fields is not null || addition.Comparisons is not null)
        {
            var key = addition.Fields is not null ? ItemKinds.Fields : ItemKinds.Comparisons;
            var location = (addition.Fields ?? addition.Comparisons!).Items.FirstOrDefault()?.Location ?? addition.Location;
            rule.Fail(DiagnosticCodes.Validate, location, ItemMessages.OnlyValuesCanBeAppended(exception.Name, key.Name));
            return exception;
        }

        return exception with { Values = [.. exception.Values, .. addition.Values] };
    }

    private static ExceptionDefinition? NewException(ExceptionDefinition addition, ItemFields rule)
    {
        if (addition.Fields is not null && addition.Values.IsEmpty)
        {
            rule.Fail(DiagnosticCodes.Validate, addition.Location, ItemMessages.NewExceptionNeedsValues(addition.Name));
            return null;
        }

        return Complete(addition, rule, ItemMessages.ExceptionNeedsFields);
    }

    /// <summary>Adds the default comparisons and checks that there is one for each field.</summary>
    private static ExceptionDefinition? Complete(ExceptionDefinition exception, ItemFields rule, Func<string, string> needsFields)
    {
        if (exception.Fields is not { Items.Length: > 0 } fields)
        {
            rule.Fail(DiagnosticCodes.YamlValidate, exception.Location, needsFields(exception.Name));
            return null;
        }

        var comparisons = exception.Comparisons is { Items.Length: > 0 } given ? given : null;
        var message = comparisons is null ? null : fields.IsList ? CheckLists(fields, comparisons) : CheckSingle(comparisons);
        if (message is not null)
        {
            rule.Fail(DiagnosticCodes.Validate, comparisons!.Items[0].Location, message);
            return null;
        }

        return exception with { Comparisons = comparisons };
    }

    private static string? CheckLists(OneOrMore fields, OneOrMore comparisons) =>
        fields.Items.Length != comparisons.Items.Length || !comparisons.IsList ? ItemMessages.FieldsAndComparisonsDiffer(fields.Items.Length, comparisons)
        : comparisons.Items.FirstOrDefault(item => Split(item.Value) is null) is { } wrong ? ItemMessages.NotComparison(wrong.Value)
        : null;

    private static string? CheckSingle(OneOrMore comparisons) =>
        comparisons.IsList ? ItemMessages.SingleFieldNeedsSingleComparison
        : TakesList(comparisons.Items[0].Value) ? null
        : ItemMessages.SingleFieldNeedsListComparison(comparisons.Items[0].Value);
}
