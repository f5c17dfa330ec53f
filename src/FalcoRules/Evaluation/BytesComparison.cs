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
        ComparisonOperator.Contains or ComparisonOperator.BContains => value.IndexOf(expected) >= 0,
        ComparisonOperator.IContains => ContainsIgnoringCase(value, expected),
        ComparisonOperator.StartsWith or ComparisonOperator.BStartsWith => value.StartsWith(expected),
        ComparisonOperator.EndsWith => value.EndsWith(expected),
        ComparisonOperator.Glob => Glob.Matches(expected, value, ignoreCase: false),
        ComparisonOperator.IGlob => Glob.Matches(expected, value, ignoreCase: true),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "this operator does not compare strings"),
    };

    private static bool ContainsIgnoringCase(ReadOnlySpan<byte> value, ReadOnlySpan<byte> expected)
    {
        if (expected.IsEmpty)
        {
            return true;
        }

        var (lower, upper) = (AsciiCase.ToLower(expected[0]), AsciiCase.ToUpper(expected[0]));
        while (value.Length >= expected.Length)
        {
            var start = value[..^(expected.Length - 1)].IndexOfAny(lower, upper);
            if (start < 0)
            {
                return false;
            }

            value = value[start..];
            if (EqualsIgnoringCase(value[..expected.Length], expected))
            {
                return true;
            }

            value = value[1..];
        }

        return false;
    }

    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (AsciiCase.ToLower(a[i]) != AsciiCase.ToLower(b[i]))
            {
                return false;
            }
        }

        return true;
    }
}
