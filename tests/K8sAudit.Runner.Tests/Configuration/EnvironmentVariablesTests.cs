using K8sAudit.Runner.Configuration.Tree;

namespace K8sAudit.Runner.Tests.Configuration;

public sealed class EnvironmentVariablesTests
{
    [Theory]
    [InlineData("${NAME}", "value")]
    [InlineData("a ${NAME} b ${NAME}", "a value b value")]
    [InlineData("${MISSING}", "")]
    [InlineData("x${MISSING}y", "xy")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("$${NAME} ${NAME}", "${NAME} value")]
    [InlineData("$NAME", "$NAME")]
    [InlineData("${NAME", "${NAME")]
    [InlineData("a $ b", "a $ b")]
    [InlineData("${NAME} $1 ${NAME} $${NAME}", "value $1 ${NAME} $${NAME}")]
    [InlineData("$$${NAME}", "$$${NAME}")]
    [InlineData("$${a ${NAME}}", "${a value}")]
    [InlineData("${NAME} $${NAME", "value $${NAME")]
    [InlineData("${DOLLARS} ${NAME}", "p$ss${NAME} value")]
    [InlineData("${}", "")]
    [InlineData("", "")]
    public void A_variable_is_replaced_as_in_Falco(string text, string expected) =>
        Assert.Equal(expected, EnvironmentVariables.Expand(text, Variable, maxLength: 1000));

    [Fact]
    public void A_text_that_expands_beyond_the_limit_is_refused() =>
        Assert.Null(EnvironmentVariables.Expand(string.Concat(Enumerable.Repeat("${NAME}", 1000)), Variable, maxLength: 100));

    [Fact]
    public void A_number_from_the_environment_stays_a_number_in_quotes()
    {
        var root = Some.Configuration("""{init: {size: "${SIZE}", text: "5"}}""", _ => "7");

        Assert.Equal("""{"init":{"size":7,"text":"5"}}""", ConfigurationJson.Of(root));
    }

    private static string? Variable(string name) => name switch
    {
        "NAME" => "value",
        "DOLLARS" => "p$ss${NAME}",
        _ => null,
    };
}
