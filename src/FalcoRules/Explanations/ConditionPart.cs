using System.Collections.Immutable;
using FalcoRules.Evaluation;

namespace FalcoRules.Explanations;

/// <summary>A part of a rule's condition as the rules files define it, with its macros. Immutable.</summary>
public sealed class ConditionPart
{
    /// <summary>What kind of part it is.</summary>
    public required ConditionPartKind Kind { get; init; }

    /// <summary>The part as written, on one line; the name of a macro or an exception.</summary>
    public required string Text { get; init; }

    /// <summary>The same without macros and names of lists.</summary>
    public required string ResolvedText { get; init; }

    /// <summary>The parts that it consists of.</summary>
    public ImmutableArray<ConditionPart> Parts { get; init; } = [];

    /// <summary>The fields that a comparison reads.</summary>
    public ImmutableArray<ExplainedField> Fields { get; init; } = [];

    /// <summary>The comparison, where it compares a field itself with constants; null for other parts.</summary>
    public ComparedField? Compared { get; init; }

    /// <summary>The items of the lists that a comparison names.</summary>
    internal ImmutableArray<ListItemPart> ListItems { get; init; } = [];

    /// <summary>The test of a comparison; null for other kinds.</summary>
    internal Predicate? Predicate { get; init; }

    /// <summary>Evaluates the part and all parts in it, also those that do not change the result.</summary>
    public ConditionResult Evaluate(EventValues values)
    {
        ImmutableArray<ConditionResult> results = [.. Parts.Select(part => part.Evaluate(values))];
        var isTrue = Kind switch
        {
            ConditionPartKind.And => results.All(result => result.IsTrue),
            ConditionPartKind.Or => results.Any(result => result.IsTrue),
            ConditionPartKind.Not or ConditionPartKind.Exception => !results[0].IsTrue,
            ConditionPartKind.Macro => results[0].IsTrue,
            _ => Predicate!.Test(values),
        };
        return new ConditionResult(this, isTrue, results, [.. Fields.Select(field => field.Read(values))]);
    }
}
