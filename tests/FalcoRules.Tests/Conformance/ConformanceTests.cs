namespace FalcoRules.Tests.Conformance;

/// <summary>Every row of the tables, one test each. The expected results are those of Falco; the texts of diagnostics are those of this project.</summary>
public class ConformanceTests
{
    public static TheoryData<string> Grammar => ConformanceTable.Ids("grammar");

    public static TheoryData<string> Types => ConformanceTable.Ids("types");

    public static TheoryData<string> Evaluation => ConformanceTable.Ids("evaluation");

    public static TheoryData<string> Rules => ConformanceTable.Ids("rules");

    public static TheoryData<string> Outputs => ConformanceTable.Ids("outputs");

    [Theory]
    [MemberData(nameof(Grammar))]
    public void The_grammar_is_that_of_Falco(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Types))]
    public void The_types_are_those_of_Falco(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Evaluation))]
    public void Conditions_have_the_same_result_as_in_Falco(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_files_are_read_as_in_Falco(string id) => AssertConformance.Rules(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Outputs_are_the_same_as_in_Falco(string id) => AssertConformance.Output(ConformanceTable.Row(id));

    [Fact]
    public void Every_row_names_its_source()
    {
        Assert.True(ConformanceTable.All.Count() >= 300);
        Assert.All(ConformanceTable.All, row => Assert.StartsWith("falcosecurity/", row.Authority, StringComparison.Ordinal));
    }
}
