using System.Text.RegularExpressions;
using FalcoRules.Items;
using FalcoRules.Syntax;
using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Resolve;

/// <summary>
/// Compiles exceptions into conditions. Field, comparison and value are parsed as the text of a condition, as in Falco, so that everything that may
/// appear there (transformers, names of lists, values in quotes) has the same meaning; each part keeps its own location.
/// </summary>
internal static partial class ExceptionConditions
{
    /// <summary>The condition of the exception; null if it has no values or has an error, which was reported.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="isList">Whether a word is the name of a list.</param>
    /// <param name="diagnostics">Receives the diagnostics.</param>
    public static Expression? Build(ExceptionDefinition exception, Func<string, bool> isList, ICollection<Diagnostic> diagnostics) =>
        exception.Values.IsEmpty ? null
        : exception.Fields!.IsList ? BuildTuples(exception, isList, diagnostics)
        : BuildSingle(exception, diagnostics);

    /// <summary>Checks an exception that has no values yet: values may be appended to it only if fields and comparisons are valid.</summary>
    /// <returns>The fields, including those in transformers.</returns>
    public static IReadOnlyList<FieldOperand> Probe(ExceptionDefinition exception, ICollection<Diagnostic> diagnostics)
    {
        foreach (var comparison in exception.Comparisons?.Items ?? [])
        {
            Parse([MappedText.At("any.field", comparison.Location), comparison.Text, Value(Glue("1", comparison), comparison.Value)], diagnostics);
        }

        return
        [
            .. exception.Fields!.Items
                .Select(field => Parse([field.Text, MappedText.At("exists", field.Location)], diagnostics))
                .OfType<ExistsExpression>()
                .SelectMany(check => Fields(check.Left)),
        ];
    }

    private static IEnumerable<FieldOperand> Fields(Operand operand) => operand switch
    {
        FieldOperand field => [field],
        TransformOperand transform => transform.Arguments.SelectMany(Fields),
        ListOperand list => list.Items.SelectMany(Fields),
        _ => [],
    };

    /// <summary>The default comparison of an exception.</summary>
    public static string DefaultComparison(OneOrMore fields) => fields.IsList ? "=" : "in";

    private static Expression? BuildSingle(ExceptionDefinition exception, ICollection<Diagnostic> diagnostics)
    {
        var wrong = exception.Values.Where(value => value is not YamlScalar { IsNull: false }).ToList();
        foreach (var value in wrong)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, value.Location, ResolveMessages.ValueIsNotString(value.Description));
        }

        var list = List(exception.Values.OfType<YamlScalar>(), exception.Location);
        return wrong.Count > 0 ? null : Parse([exception.Fields!.Items[0].Text, Comparison(exception, 0, exception.Location), list], diagnostics);
    }

    private static Expression? BuildTuples(ExceptionDefinition exception, Func<string, bool> isList, ICollection<Diagnostic> diagnostics)
    {
        var tuples = exception.Values.Select(value => BuildTuple(exception, value, isList, diagnostics)).ToList();
        return tuples.Contains(null) ? null
            : tuples.Count == 1 ? tuples[0]
            : new OrExpression(exception.Location, [.. tuples.OfType<Expression>()]);
    }

    private static Expression? BuildTuple(ExceptionDefinition exception, YamlNode value, Func<string, bool> isList, ICollection<Diagnostic> diagnostics)
    {
        var fields = exception.Fields!.Items;
        if (value is not YamlSequence tuple || tuple.Items.Length != fields.Length)
        {
            diagnostics.AddError(DiagnosticCodes.Validate, value.Location, ResolveMessages.TupleDiffers(fields.Length, value));
            return null;
        }

        var checks = fields.Select((field, i) => BuildCheck(exception, i, tuple.Items[i], isList, diagnostics)).ToList();
        return checks.Contains(null) ? null
            : checks.Count == 1 ? checks[0]
            : new AndExpression(tuple.Location, [.. checks.OfType<Expression>()]);
    }

    private static Expression? BuildCheck(
        ExceptionDefinition exception,
        int index,
        YamlNode value,
        Func<string, bool> isList,
        ICollection<Diagnostic> diagnostics)
    {
        var comparison = Comparison(exception, index, value.Location);
        var right = value switch
        {
            YamlScalar { IsNull: false } scalar => Value(scalar.Text, comparison.Text),
            YamlSequence list when list.Items.All(item => item is YamlScalar { IsNull: false }) => List(list.Items.OfType<YamlScalar>(), list.Location),
            _ => null,
        };
        if (right is null)
        {
            diagnostics.AddError(
                DiagnosticCodes.Validate,
                value.Location,
                ResolveMessages.NestedTooDeep(value is YamlSequence ? "something else" : value.Description));
            return null;
        }

        return Parse([exception.Fields!.Items[index].Text, comparison, right], diagnostics, isList);
    }

    private static MappedText Comparison(ExceptionDefinition exception, int index, SourceSpan location) =>
        exception.Comparisons?.Items[index].Text ?? MappedText.At(DefaultComparison(exception.Fields!), location);

    private static Expression? Parse(IReadOnlyList<MappedText> words, ICollection<Diagnostic> diagnostics, Func<string, bool>? isList = null)
    {
        var text = words.Aggregate((sentence, word) => Texts.Append(sentence, word));
        return ConditionParser.Parse(text, diagnostics, isList);
    }

    /// <summary>Where a list is expected, a string is parsed as one, with or without parentheses, as in Falco; otherwise it is a list with one value.</summary>
    private static MappedText Value(MappedText value, string comparison)
    {
        if (!ExceptionMerger.TakesList(comparison))
        {
            return Quote(value);
        }

        if (value.Text.StartsWith('('))
        {
            return value;
        }

        var list = Texts.Enclose("(", value, ")");
        return IsList(list) ? list : Texts.Enclose("(", Quote(value), ")");
    }

    private static bool IsList(MappedText text) =>
        Parse([MappedText.At("any.field in", text.Origin(new TextSpan(0, 0))), text], []) is ComparisonExpression { Right: ListRight { Items.Length: > 0 } };

    private static MappedText List(IEnumerable<YamlScalar> values, SourceSpan location)
    {
        var parts = new List<MappedText> { MappedText.At("(", location) };
        foreach (var value in values)
        {
            parts.Add(MappedText.At(parts.Count == 1 ? "" : ", ", value.Location));
            parts.Add(Quote(value.Text));
        }

        return MappedText.Join([.. parts, MappedText.At(")", location)]);
    }

    private static MappedText Glue(string text, YamlScalar near) => MappedText.At(text, near.Location);

    /// <summary>Quotes a value if the language would parse it as more than one word and it is not quoted already.</summary>
    private static MappedText Quote(MappedText value)
    {
        if (value.Text is ['"' or '\'', ..] || Scanner.IsBareText(value.Text) || Transformer().IsMatch(value.Text))
        {
            return value;
        }

        return Texts.InQuotes(value)?.Text ?? Escape(value);
    }

    private static MappedText Escape(MappedText value)
    {
        var quote = MappedText.At("\"", value.Origin(new TextSpan(0, 0)));
        var parts = new List<MappedText> { quote };
        for (var i = 0; i < value.Text.Length; i++)
        {
            parts.Add(value.Text[i] is '"' or '\\' ? MappedText.At("\\", value.Origin(new TextSpan(i, 1))) : value.Slice(i, 0));
            parts.Add(value.Slice(i, 1));
        }

        return MappedText.Join([.. parts, quote]);
    }

    [GeneratedRegex(@"^[a-zA-Z_0-9]+\(\S*\)\z")]
    private static partial Regex Transformer();
}
