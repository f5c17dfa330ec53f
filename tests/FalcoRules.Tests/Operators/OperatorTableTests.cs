using FalcoPlugin.Abi;
using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Tests.Operators;

public class OperatorTableTests
{
    private const string Page = "docs/reference/rules-language.md";

    private static readonly Dictionary<RightSideKind, string> _rightSides = new()
    {
        [RightSideKind.Number] = "number",
        [RightSideKind.Value] = "value, or list after a modifier",
        [RightSideKind.List] = "list",
    };

    [Fact]
    public void The_operator_table_has_each_operator_at_its_index() =>
        Assert.Equal(Enum.GetValues<ComparisonOperator>(), OperatorTable.All.Select(row => row.Operator));

    [Fact]
    public void The_modifier_table_has_each_modifier() =>
        Assert.Equal(Enum.GetValues<ComparisonModifier>().Skip(1), OperatorTable.Modifiers.Select(row => row.Modifier));

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var (name, example) in OperatorTable.All.Select(row => ($" {row.Name} ", row.Example))
                .Concat(TransformerTable.All.Select(row => ($"{row.Name}(", row.Example))))
            {
                examples.Add(name, example);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_of_each_row_uses_it_and_loads_without_a_warning(string name, string example)
    {
        Assert.Contains(name, example);
        AssertRules.Clean(AssertRules.Rule(example));
    }

    [Fact]
    public void The_documentation_has_each_operator() => GeneratedDocument.AssertSection(Page, "operators",
    [
        "| Operator | Fields | Right side | Example | True if |",
        "|---|---|---|---|---|",
        .. OperatorTable.All.Select(row =>
            $"| `{row.Name}`{(row.Alias is null ? "" : $" `{row.Alias}`")} | {Fields(row)} | {_rightSides[row.Right]} | `{row.Example}` | {row.Meaning} |"),
    ]);

    [Fact]
    public void The_documentation_has_each_transformer() => GeneratedDocument.AssertSection(Page, "transformers",
    [
        "| Transformer | Arguments | Example | Value |",
        "|---|---|---|---|",
        .. TransformerTable.All.Select(row => $"| `{row.Name}()` | {row.Arguments} | `{row.Example}` | {row.Meaning} |"),
    ]);

    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("pmatch")]
    public void Operators_are_found_by_name_and_alias(string name) => Assert.NotNull(OperatorTable.Find(name));

    [Theory]
    [InlineData("exists")]
    [InlineData("like")]
    [InlineData("IN")]
    public void Other_names_are_not_operators(string name) => Assert.Null(OperatorTable.Find(name));

    [Theory]
    [InlineData("t.txt", "t.text")]
    [InlineData("t.etxt", "t.text")]
    [InlineData("T.text", "t.text")]
    [InlineData("t.lists", "t.list")]
    [InlineData("proc.name", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_the_one_with_fewest_typing_errors(string name, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(name, ["t.list", "t.text", "t.number"]));

    private static string Fields(OperatorDefinition row)
    {
        var types = FieldTypeTable.All.Where(type => row.Takes(type.Type, isList: false)).Select(type => type.Plural).ToList();
        return (types.Count == FieldTypeTable.All.Length ? "all types" : string.Join(", ", types)) + (row.ComparesLists ? ", lists" : "");
    }
}
