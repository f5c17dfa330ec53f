using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>The values that a field can have: a row of <see cref="FieldVocabularies"/>.</summary>
/// <param name="Code">The code of a comparison with another value.</param>
/// <param name="Expected">What the values are, for messages.</param>
/// <param name="Fields">The fields, with their arguments.</param>
/// <param name="Values">The values; empty if <see cref="IsValue"/> tells them.</param>
internal sealed record FieldVocabulary(DiagnosticCode Code, string Expected, IReadOnlyList<string> Fields, IReadOnlyList<string> Values)
{
    /// <summary>Whether a text is a value; by default the values are all.</summary>
    public Func<string, bool>? IsValue { get; init; }

    /// <summary>Other words with what to write instead.</summary>
    public IReadOnlyDictionary<string, string> Instead { get; init; } = new Dictionary<string, string>();

    /// <summary>The message about a constant; null if it is a value, or another field is compared.</summary>
    public string? Check(ComparedValue value)
    {
        if (!value.IsWhole || !Fields.Contains(value.Name) || (IsValue?.Invoke(value.Text) ?? Values.Contains(value.Text)))
        {
            return null;
        }

        var word = value.Text.ToLowerInvariant();
        var instead = Instead.GetValueOrDefault(word)
            ?? Values.FirstOrDefault(known => known.Equals(value.Text, StringComparison.OrdinalIgnoreCase))
            ?? NearestName.Find(value.Text, Values);
        return LintMessages.UnknownValue(value.Name, value.Text, Expected, instead);
    }
}
