using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed class ConfigurationSchemaTests
{
    private const string Schema = """
        {"type":"object","required":["name"],"properties":{
          "name":{"type":"string"},"level":{"enum":["low","high"]},"ports":{"type":"array","items":{"type":"integer","maximum":65535}},
          "inner":{"$ref":"#/$defs/inner"},"either":{"type":["string","null"]}},
         "additionalProperties":{"type":"boolean"},
         "$defs":{"inner":{"type":"object","required":["x"]}}}
        """;

    [Theory]
    [InlineData("""{"name":"n"}""", null)]
    [InlineData("""{"name":"n","level":"low","ports":[1,2],"inner":{"x":1},"either":null,"other":true}""", null)]
    [InlineData("{}", "init_config: the required key 'name' is missing")]
    [InlineData("", "init_config: the required key 'name' is missing")]
    [InlineData("""{"name":1}""", "init_config.name: expected string, found 1")]
    [InlineData("""{"name":"n","level":"mid"}""", """init_config.level: expected one of ["low","high"], found "mid" """)]
    [InlineData("""{"name":"n","ports":[1,70000]}""", "init_config.ports[1]: expected at most 65535, found 70000")]
    [InlineData("""{"name":"n","inner":{}}""", "init_config.inner: the required key 'x' is missing")]
    [InlineData("""{"name":"n","either":1}""", "init_config.either: expected string or null, found 1")]
    [InlineData("""{"name":{"password":"x"}}""", "init_config.name: expected string, found an object")]
    [InlineData("""{"name":"n","apiToken":"x"}""", "init_config.apiToken: expected boolean, found <redacted>")]
    [InlineData("""{"name":"n","other":"https://me:x@host"}""", "init_config.other: expected boolean, found \"https://<redacted>@host\"")]
    [InlineData("""{"name":"n","other":"true"}""", "init_config.other: expected boolean, found \"true\", which is a string because of its quotes; remove them")]
    [InlineData("""{"name":"n","ports":["80"]}""", "init_config.ports[0]: expected integer, found \"80\", which is a string because of its quotes; remove them")]
    [InlineData("""{"name":"n","other":"x"}""", "init_config.other: expected boolean, found \"x\"")]
    public void A_configuration_is_checked_by_its_schema(string config, string? complaint) =>
        Assert.Equal(complaint?.TrimEnd(), ConfigurationSchema.Check(Schema, config).Complaint);
}
