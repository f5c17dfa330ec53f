namespace FalcoRules.Evaluation;

/// <summary>The comparisons of numbers, durations, times and truth values.</summary>
internal static class NumberComparison
{
    /// <summary>Whether the comparison holds.</summary>
    public static bool Test(ComparisonOperator op, ulong value, ulong expected)
    {
        var order = value.CompareTo(expected);
        return op switch
        {
            ComparisonOperator.Equal or ComparisonOperator.In or ComparisonOperator.Intersects => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            ComparisonOperator.GreaterOrEqual => order >= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(op), op, "this operator compares no numbers"),
        };
    }
}
