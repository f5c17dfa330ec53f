namespace FalcoRules.Evaluation;

/// <summary>
/// A predicate that may be part of several conditions. If it is, its result is cached for the rest of the event, so that ten
/// rules that use a macro evaluate it once.
/// </summary>
internal sealed class SharedPredicate(int id, Predicate predicate) : Predicate
{
    private const int NotShared = -1;
    private int _memo = NotShared;

    /// <summary>Its number, unique in its program.</summary>
    public int Id { get; } = id;

    /// <summary>Whether it is used more than once.</summary>
    public bool IsShared => _memo != NotShared;

    /// <inheritdoc/>
    public override RequiredValues Required { get; } = predicate.Required;

    /// <summary>Records that it is used a second time. Call only while conditions are compiled.</summary>
    public void KeepAnswerAt(int memo) => _memo = memo;

    /// <inheritdoc/>
    public override bool Test(EventValues values) => _memo == NotShared ? predicate.Test(values) : values.Remember(_memo, predicate);
}
