namespace FalcoRules.Lints;

/// <summary>A value that represents all values that a condition does not distinguish.</summary>
/// <param name="Kind">What it represents.</param>
/// <param name="Text">The value of a string field.</param>
/// <param name="Number">The value of a field of numbers.</param>
internal readonly record struct FieldCandidate(FieldCandidateKind Kind, string Text = "", ulong Number = 0)
{
    /// <summary>The field has no value.</summary>
    public static FieldCandidate Absent => new(FieldCandidateKind.Absent);

    /// <summary>A string that the condition does not name.</summary>
    public static FieldCandidate Other => new(FieldCandidateKind.Other);
}
