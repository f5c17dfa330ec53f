using System.Collections.Immutable;
using FalcoRules.Evaluation;

namespace FalcoRules.Operators;

/// <summary>The operator table: every comparison that Falco has (libsinsp, filter/parser.cpp and filter_compare.cpp).</summary>
internal static class OperatorTable
{
    /// <summary>The operator that takes nothing on its right.</summary>
    public const string Exists = "exists";

    /// <summary>All comparisons, in the order of <see cref="ComparisonOperator"/>.</summary>
    public static ImmutableArray<OperatorDefinition> All { get; } =
    [
        new(ComparisonOperator.Equal, "=", RightSideKind.Value, FieldTypeSet.Any) { Alias = "==" },
        new(ComparisonOperator.NotEqual, "!=", RightSideKind.Value, FieldTypeSet.Any),
        new(ComparisonOperator.Less, "<", RightSideKind.Number, FieldTypeSet.Ordered),
        new(ComparisonOperator.LessOrEqual, "<=", RightSideKind.Number, FieldTypeSet.Ordered),
        new(ComparisonOperator.Greater, ">", RightSideKind.Number, FieldTypeSet.Ordered),
        new(ComparisonOperator.GreaterOrEqual, ">=", RightSideKind.Number, FieldTypeSet.Ordered),
        new(ComparisonOperator.Contains, "contains", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.IContains, "icontains", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.BContains, "bcontains", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.StartsWith, "startswith", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.BStartsWith, "bstartswith", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.EndsWith, "endswith", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.Glob, "glob", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.IGlob, "iglob", RightSideKind.Value, FieldTypeSet.Strings),
        new(ComparisonOperator.Regex, "regex", RightSideKind.Value, FieldTypeSet.Strings) { TakesField = false },
        new(ComparisonOperator.In, "in", RightSideKind.List, FieldTypeSet.Any) { ComparesLists = true },
        new(ComparisonOperator.Intersects, "intersects", RightSideKind.List, FieldTypeSet.Any) { ComparesLists = true },
        new(ComparisonOperator.PMatch, "pmatch", RightSideKind.List, FieldTypeSet.Strings) { TakesField = false },
    ];

    /// <summary>What may stand before a list behind an operator that takes one value.</summary>
    public static ImmutableArray<(string Name, ComparisonModifier Modifier)> Modifiers { get; } =
        [("oneof", ComparisonModifier.OneOf), ("anyof", ComparisonModifier.AnyOf), ("allof", ComparisonModifier.AllOf)];

    /// <summary>Every way to write an operator, the longest first, so that <c>&lt;=</c> is not read as <c>&lt;</c>.</summary>
    public static ImmutableArray<(string Text, OperatorDefinition Operator)> Spellings { get; } =
    [
        .. All.SelectMany(row => row.Alias is null ? [(row.Name, row)] : new[] { (row.Name, row), (row.Alias, row) })
            .OrderByDescending(spelling => spelling.Item1.Length),
    ];

    /// <summary>The table's row for an operator.</summary>
    public static OperatorDefinition Get(ComparisonOperator op) => All[(int)op];

    /// <summary>The row of an operator by one of its names; null where there is none.</summary>
    public static OperatorDefinition? Find(string name) => All.FirstOrDefault(row => row.Name == name || row.Alias == name);
}
