using K8sAudit.Runner.Configuration;

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
    public void A_variable_is_replaced_as_in_Falco(string text, string expected) => Assert.Equal(expected, EnvironmentVariables.Expand(text, name => name switch
    {
        "NAME" => "value",
        "DOLLARS" => "p$ss${NAME}",
        _ => null,
    }));

    [Fact]
    public void A_number_from_the_environment_stays_a_number_in_quotes()
    {
        var root = YamlReader.ReadMapping("test", """{init: {size: "${SIZE}", text: "5"}}""", _ => "7");

        Assert.Equal("""{"init":{"size":7,"text":"5"}}""", ConfigurationJson.Of(root));
    }
}
