namespace FalcoRules.Tests.Conformance;

/// <summary>Every row of the tables, one test each. What a row says comes from Falco; the words of a diagnostic are our own.</summary>
public class ConformanceTests
{
    public static TheoryData<string> Grammar => ConformanceTable.Ids("grammar");

    public static TheoryData<string> Types => ConformanceTable.Ids("types");

    public static TheoryData<string> Evaluation => ConformanceTable.Ids("evaluation");

    public static TheoryData<string> Rules => ConformanceTable.Ids("rules");

    public static TheoryData<string> Outputs => ConformanceTable.Ids("outputs");

    [Theory]
    [MemberData(nameof(Grammar))]
    public void The_grammar_is_Falcos(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Types))]
    public void The_types_are_Falcos(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Evaluation))]
    public void Conditions_say_what_Falcos_say(string id) => AssertConformance.Condition(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_files_are_read_as_Falco_reads_them(string id) => AssertConformance.Rules(ConformanceTable.Row(id));

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Outputs_are_written_as_Falco_writes_them(string id) => AssertConformance.Output(ConformanceTable.Row(id));

    [Fact]
    public void Every_row_names_its_authority()
    {
        Assert.True(ConformanceTable.All.Count() >= 300);
        Assert.All(ConformanceTable.All, row => Assert.StartsWith("falcosecurity/", row.Authority, StringComparison.Ordinal));
    }
}
