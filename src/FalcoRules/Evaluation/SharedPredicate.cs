namespace FalcoRules.Evaluation;

/// <summary>
/// A predicate that may stand in several conditions. From the second place on, its answer is kept for the rest of the event, so that ten
/// rules that use a macro test it once.
/// </summary>
internal sealed class SharedPredicate(int id, Predicate predicate) : Predicate
{
    private const int NotShared = -1;
    private int _memo = NotShared;

    /// <summary>Tells it from all other predicates of its program.</summary>
    public int Id { get; } = id;

    /// <summary>Whether it stands in several places.</summary>
    public bool IsShared => _memo != NotShared;

    /// <inheritdoc/>
    public override RequiredValues Required { get; } = predicate.Required;

    /// <summary>Notes that it stands in a second place. Only while conditions are compiled.</summary>
    public void KeepAnswerAt(int memo) => _memo = memo;

    /// <inheritdoc/>
    public override bool Test(EventValues values) => _memo == NotShared ? predicate.Test(values) : values.Remember(_memo, predicate);
}
