using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Puts a rule's exceptions together and checks their shape.</summary>
internal static class ExceptionMerger
{
    private static readonly char[] _blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Whether the comparison takes a list in parentheses on its right side.</summary>
    public static bool TakesList(string comparison) => Split(comparison) is { } found && (found.HasModifier || found.Operator.Right == RightSideKind.List);

    /// <summary>The operator of a comparison, and whether a modifier stands behind it; null where it is no comparison.</summary>
    private static (OperatorDefinition Operator, bool HasModifier)? Split(string comparison)
    {
        var words = comparison.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 0 or > 2 || OperatorTable.Find(words[0]) is not { } op ? null
            : words.Length == 1 ? (op, false)
            : op.Right == RightSideKind.Value && OperatorTable.Modifiers.Any(row => row.Name == words[1]) ? (op, true)
            : null;
    }

    /// <summary>The exceptions that a rule is defined with, or that take the place of all that it has; wrong ones are reported and left out.</summary>
    public static List<ExceptionDefinition> Define(IEnumerable<ExceptionDefinition> exceptions, ItemFields rule)
    {
        Func<string, string> needsFields = rule.Has(ItemKinds.Override) ? ItemMessages.ReplacedExceptionNeedsFields : ItemMessages.ExceptionNeedsFields;
        return [.. exceptions.Select(exception => Complete(exception, rule, needsFields)).OfType<ExceptionDefinition>()];
    }

    /// <summary>Adds new exceptions to a rule's, and values to those that it has.</summary>
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
            var place = (addition.Fields ?? addition.Comparisons!).Items.FirstOrDefault()?.Location ?? addition.Place;
            rule.Fail(DiagnosticCodes.Validate, place, ItemMessages.OnlyValuesCanBeAppended(exception.Name, key.Name));
            return exception;
        }

        return exception with { Values = [.. exception.Values, .. addition.Values] };
    }

    private static ExceptionDefinition? NewException(ExceptionDefinition addition, ItemFields rule)
    {
        if (addition.Fields is not null && addition.Values.IsEmpty)
        {
            rule.Fail(DiagnosticCodes.Validate, addition.Place, ItemMessages.NewExceptionNeedsValues(addition.Name));
            return null;
        }

        return Complete(addition, rule, ItemMessages.ExceptionNeedsFields);
    }

    /// <summary>Fills in the default comparisons and checks that there are as many as fields.</summary>
    private static ExceptionDefinition? Complete(ExceptionDefinition exception, ItemFields rule, Func<string, string> needsFields)
    {
        if (exception.Fields is not { Items.Length: > 0 } fields)
        {
            rule.Fail(DiagnosticCodes.YamlValidate, exception.Place, needsFields(exception.Name));
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
        : comparisons.Items.FirstOrDefault(item => Split(item.Value) is null) is { } wrong ? ItemMessages.NoComparison(wrong.Value)
        : null;

    private static string? CheckSingle(OneOrMore comparisons) =>
        comparisons.IsList ? ItemMessages.SingleFieldNeedsSingleComparison
        : TakesList(comparisons.Items[0].Value) ? null
        : ItemMessages.SingleFieldNeedsListComparison(comparisons.Items[0].Value);
}
