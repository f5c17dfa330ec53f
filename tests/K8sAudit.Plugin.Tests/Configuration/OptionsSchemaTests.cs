using System.Text.Json;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.OpenParameters;

namespace K8sAudit.Plugin.Tests.Configuration;

public class OptionsSchemaTests
{
    [Fact]
    public void The_schema_has_every_option_with_its_type_and_default()
    {
        using var schema = JsonDocument.Parse(OptionsSchema.Json);
        Assert.Equal(
            [
                "sslCertificate string \"/etc/falco/falco.pem\"", "sslKey string \"\"", "clientCA string \"\"", "clientNames array/null []", "bearerTokenFile string \"\"",
                "minTlsVersion string/number \"1.2\"", "maxEventSize integer 262144", "maxDepth integer 512", "webhookMaxBatchSize integer 12582912", "maxBufferedBytes integer 67108864",
                "dedupeEvents integer 262144", "dedupeSeconds integer 300", "maxEventsPerRequest integer 100000", "maxExpansion integer 100", "maxConcurrentBodies integer 256",
                "maxConnections integer 1024", "headerTimeout integer 10", "bodyTimeout integer 30", "minDataRate integer 240", "offsetFile string \"\"", "stateDir string \"\"",
                "drainTimeout integer 10", "drain boolean false", "deliveredEvents integer/null null", "useAsync boolean true",
            ],
            schema.RootElement.GetProperty("properties").EnumerateObject()
                .Select(p => $"{p.Name} {Types(p.Value.GetProperty("type"))} {p.Value.GetProperty("default").GetRawText()}"));
    }

    [Fact]
    public void The_schema_lets_pass_what_means_the_defaults_and_unknown_keys()
    {
        using var schema = JsonDocument.Parse(OptionsSchema.Json);
        Assert.Equal(["object", "null", "string", "array"], schema.RootElement.GetProperty("type").EnumerateArray().Select(t => t.GetString()));
        Assert.True(schema.RootElement.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_documentation_has_every_option() =>
        GeneratedDocument.AssertSection("docs/reference/plugin-options.md", "options",
        [
            "| Option | Type | Default | A change is in force | Description |",
            "|---|---|---|---|---|",
            .. PluginOptions.All.Select(o => $"| `{o.Name}` | {o.Kind.SchemaType} | `{o.DefaultJson}` | {InForce(o.TakesEffect)} | {o.Description} |"),
        ]);

    [Fact]
    public void The_documentation_has_everything_that_can_be_opened() =>
        GeneratedDocument.AssertSection("docs/reference/plugin-options.md", "open-params",
        [
            "| Form | Example | What it does |",
            "|---|---|---|",
            .. OpenSchemes.All.Select(s => $"| `{s.Form}` | `{s.Example}` | {s.Description} |"),
        ]);

    private static string Types(JsonElement types) =>
        types.ValueKind == JsonValueKind.Array ? string.Join('/', types.EnumerateArray().Select(type => type.GetString())) : types.GetString()!;

    private static string InForce(TakesEffect effect) => effect switch
    {
        TakesEffect.AtOnce => "at once",
        TakesEffect.AtNextOpen => "at the next open",
        TakesEffect.WhileRunning => "at once",
        _ => "never",
    };
}
