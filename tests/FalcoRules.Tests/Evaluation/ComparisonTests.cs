namespace FalcoRules.Tests.Evaluation;

public class ComparisonTests
{
    [Theory]
    [InlineData("t.text = get", "t.text=get", true)]
    [InlineData("t.text = get and t.list in (a, b)", "t.text=get;t.list=a|b", true)]
    public void Simple(string condition, string values, bool expected) => AssertCondition.Gives(condition, values, expected);
}
