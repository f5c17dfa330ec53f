using FalcoRules.Patterns;

namespace FalcoRules.Evaluation;

/// <summary>Comparisons of strings, byte by byte as in libsinsp; case is ignored for ASCII letters only.</summary>
internal static class BytesComparison
{
    /// <summary>Whether the comparison is true.</summary>
    public static bool Test(ComparisonOperator op, ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected) => op switch
    {
        ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects => value.SequenceEqual(expected),
        ComparisonOperator.NotEqual => !value.SequenceEqual(expected),
        ComparisonOperator.Less => value.SequenceCompareTo(expected) < 0,
        ComparisonOperator.LessOrEqual => value.SequenceCompareTo(expected) <= 0,
        ComparisonOperator.Greater => value.SequenceCompareTo(expected) > 0,
        ComparisonOperator.GreaterOrEqual => value.SequenceCompareTo(expected) >= 0,
        ComparisonOperator.Contains or ComparisonOperator.BContains => TextSearch.Contains(value, expected, ignoreCase: false),
        ComparisonOperator.IContains => TextSearch.Contains(value, expected, ignoreCase: true),
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => value.StartsWith(expected),
        ComparisonOperator.EndsWith => value.EndsWith(expected),
        ComparisonOperator.Glob => Glob.Matches(expected, value, ignoreCase: false),
        ComparisonOperator.IGlob => Glob.Matches(expected, value, ignoreCase: true),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "this operator does not compare strings"),
    };
}
