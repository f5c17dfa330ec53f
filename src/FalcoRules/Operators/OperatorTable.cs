using System.Collections.Immutable;
using FalcoRules.Evaluation;
using FalcoRules.Patterns;

namespace FalcoRules.Operators;

/// <summary>The operator table: every comparison that Falco has (libsinsp, filter/parser.cpp and filter_compare.cpp).</summary>
internal static class OperatorTable
{
    /// <summary>The operator that takes nothing on its right.</summary>
    public const string Exists = "exists";

    /// <summary>All comparisons, in the order of <see cref="ComparisonOperator"/>.</summary>
    public static ImmutableArray<OperatorDefinition> All { get; } =
    [
        new(ComparisonOperator.Equal, "=", RightSideKind.Value, FieldTypeSet.Any, Comparison.Equality,
            "ka.verb = get", "The values are equal.") { Alias = "==" },
        new(ComparisonOperator.NotEqual, "!=", RightSideKind.Value, FieldTypeSet.Any,
            new((value, expected) => !value.SequenceEqual(expected), (value, expected) => value != expected),
            "ka.verb != get", "The values are not equal. False if the field has no value.") { IsNegation = true },
        new(ComparisonOperator.Less, "<", RightSideKind.Number, FieldTypeSet.Ordered,
            new((value, expected) => value.SequenceCompareTo(expected) < 0, (value, expected) => value < expected),
            "evt.num < 10", "The value is less."),
        new(ComparisonOperator.LessOrEqual, "<=", RightSideKind.Number, FieldTypeSet.Ordered,
            new((value, expected) => value.SequenceCompareTo(expected) <= 0, (value, expected) => value <= expected),
            "evt.num <= 10", "The value is less or equal."),
        new(ComparisonOperator.Greater, ">", RightSideKind.Number, FieldTypeSet.Ordered,
            new((value, expected) => value.SequenceCompareTo(expected) > 0, (value, expected) => value > expected),
            "evt.num > 10", "The value is greater."),
        new(ComparisonOperator.GreaterOrEqual, ">=", RightSideKind.Number, FieldTypeSet.Ordered,
            new((value, expected) => value.SequenceCompareTo(expected) >= 0, (value, expected) => value >= expected),
            "evt.num >= 10", "The value is greater or equal."),
        new(ComparisonOperator.Contains, "contains", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => TextSearch.Contains(value, expected, ignoreCase: false)),
            "ka.user.name contains admin", "The string occurs in the value."),
        new(ComparisonOperator.IContains, "icontains", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => TextSearch.Contains(value, expected, ignoreCase: true)),
            "ka.user.name icontains admin", "The string occurs in the value, whatever the case of ASCII letters."),
        new(ComparisonOperator.BContains, "bcontains", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => TextSearch.Contains(value, expected, ignoreCase: false)),
            "ka.target.name bcontains CAFE", "The bytes, in hexadecimal digits, occur in the value.") { TakesHexadecimal = true },
        new(ComparisonOperator.StartsWith, "startswith", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => value.StartsWith(expected)),
            "ka.user.name startswith system:node", "The value begins with the string."),
        new(ComparisonOperator.BStartsWith, "bstartswith", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => value.StartsWith(expected)),
            "ka.target.name bstartswith CAFE", "The value begins with the bytes, in hexadecimal digits.") { TakesHexadecimal = true },
        new(ComparisonOperator.EndsWith, "endswith", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, expected) => value.EndsWith(expected)),
            "ka.target.name endswith -token", "The value ends with the string."),
        new(ComparisonOperator.Glob, "glob", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, pattern) => Glob.Matches(pattern, value, ignoreCase: false)),
            "ka.target.name glob 'prod-*-[0-9]'", "The whole value matches the wildcards `*`, `?` and `[a-z]`.")
        {
            Prepare = pattern => new GlobMatcher(new Glob(pattern, ignoreCase: false)),
        },
        new(ComparisonOperator.IGlob, "iglob", RightSideKind.Value, FieldTypeSet.Strings,
            new((value, pattern) => Glob.Matches(pattern, value, ignoreCase: true)),
            "ka.target.name iglob 'prod-*'", "The whole value matches the wildcards, whatever the case of ASCII letters.")
        {
            Prepare = pattern => new GlobMatcher(new Glob(pattern, ignoreCase: true)),
        },
        new(ComparisonOperator.Regex, "regex", RightSideKind.Value, FieldTypeSet.Strings, Comparison: null,
            "ka.target.name regex '[a-z]+-[0-9]{1,3}'", "The whole value matches the regular expression.")
        {
            PrepareRegex = (pattern, regexes) => new RegexMatcher(regexes.Get(pattern)),
        },
        new(ComparisonOperator.In, "in", RightSideKind.List, FieldTypeSet.Any, Comparison.Equality,
            "ka.verb in (get, list, watch)", "The value, or every value of a list, is in the list.") { ComparesLists = true, ComparesEveryValue = true },
        new(ComparisonOperator.Intersects, "intersects", RightSideKind.List, FieldTypeSet.Any, Comparison.Equality,
            "ka.user.groups intersects (system:masters, admins)", "The value, or one value of a list, is in the list.") { ComparesLists = true },
        new(ComparisonOperator.PMatch, "pmatch", RightSideKind.List, FieldTypeSet.Strings, Comparison: null,
            "ka.target.name pmatch (/etc, /home/*/.ssh)", "The value is one of the paths or below one. Components may have wildcards.")
        {
            PrepareList = paths => new PathPrefixMatcher(paths),
        },
    ];

    /// <summary>The modifiers, each before a list after an operator that takes one value.</summary>
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
