using System.Collections.Immutable;
using FalcoPlugin.Abi;
using FalcoRules.Binding;
using FalcoRules.Operators;
using FalcoRules.Syntax;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>The table of checks of one constant, in the order in which they are tried.</summary>
internal static class ValueLints
{
    private static readonly char[] _typographicQuotes = ['“', '”', '„', '‘', '’', '‚', '«', '»'];

    public static ImmutableArray<ValueLint> All { get; } =
    [
        new(LintCodes.TypographicQuotes, value =>
            value.Text.Length > 0 && (_typographicQuotes.Contains(value.Text[0]) || _typographicQuotes.Contains(value.Text[^1]))
                ? LintMessages.TypographicQuotes(value.Text.Trim(_typographicQuotes))
                : null),
        new(LintCodes.OperatorInValue, value =>
            !value.Item.Quoted && Operator(value.Text) is { } found ? LintMessages.OperatorInValue(value.Text, found) : null),
        new(LintCodes.EmptyValue, value =>
            value.Text.Length == 0 && value.IsWhole && value.IsString && value.Comparison.Operator != Evaluation.ComparisonOperator.NotEqual
                ? LintMessages.EmptyValue(value.Name)
                : null),
        new(LintCodes.BlanksAroundValue, value => value.IsWhole && value.Text != value.Text.Trim() ? LintMessages.BlanksAroundValue(value.Text.Trim()) : null),
        new(LintCodes.Subresource, Subresource),
        new(LintCodes.Wildcard, value =>
            value.IsString && (value.IsWhole || value.IsPart) && value.Text.Contains('*') && !FieldVocabularies.HasWildcards(value.Name)
                ? LintMessages.Wildcard(value)
                : null),
        new(LintCodes.NetworkAsText, value =>
            value.IsString && (value.IsWhole || value.IsPart) && Constants.ReadNetwork(value.Text) is not null
                ? LintMessages.NetworkAsText(value.Text, value.Source.Fields.FirstOrDefault(field => field.Type == FieldType.IPNetwork)?.Name)
                : null),
        new(LintCodes.NumberAsText, value =>
            value.IsString && value.IsOrder && Scanner.IsNumber(value.Text)
                ? LintMessages.NumberAsText(OperatorTable.Get(value.Comparison.Operator).Name, value.Name, NumberBeside(value))
                : null),
        new(LintCodes.ResourceName, value =>
            value.IsWhole && FieldVocabularies.ResourceFields.Contains(value.Name) && KubernetesResources.Correct(value.Text) is { } resource
                ? LintMessages.ResourceName(value.Text, resource)
                : null),
        .. FieldVocabularies.All.Select(vocabulary => new ValueLint(vocabulary.Code, vocabulary.Check)),
    ];

    /// <summary>A field of the same class that is a number: ka.response.status for ka.response.code.</summary>
    private static string? NumberBeside(ComparedValue value)
    {
        var prefix = value.Name[..(value.Name.LastIndexOf('.') + 1)];
        return value.Source.Fields.FirstOrDefault(field => field.Type == FieldType.UInt64 && field.Name.StartsWith(prefix, StringComparison.Ordinal))?.Name;
    }

    private static string? Operator(string text) =>
        text.Contains("&&", StringComparison.Ordinal) ? "and" : text.Contains("||", StringComparison.Ordinal) ? "or" : null;

    private static string? Subresource(ComparedValue value)
    {
        var isResource = FieldVocabularies.ResourceFields.Contains(value.Name);
        if (!value.Text.Contains('/') || !(isResource || FieldVocabularies.SubresourceFields.Contains(value.Name)))
        {
            return null;
        }

        var parts = value.Text.Split('/', 2);
        return LintMessages.Subresource(value.Text, parts[0], parts[1]);
    }
}
