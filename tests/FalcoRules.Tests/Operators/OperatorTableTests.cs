using FalcoRules.Evaluation;
using FalcoRules.Operators;
using FalcoRules.Text;

namespace FalcoRules.Tests.Operators;

public class VocabularyTests
{
    [Fact]
    public void The_operator_table_has_each_operator_at_its_index() =>
        Assert.Equal(Enum.GetValues<ComparisonOperator>(), OperatorTable.All.Select(row => row.Operator));

    [Fact]
    public void The_transformer_table_has_each_transformer_at_its_index() =>
        Assert.Equal(Enum.GetValues<TransformerKind>(), TransformerTable.All.Select(row => row.Kind));

    [Fact]
    public void The_modifier_table_has_each_modifier() =>
        Assert.Equal(Enum.GetValues<ComparisonModifier>().Skip(1), OperatorTable.Modifiers.Select(row => row.Modifier));

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
}
