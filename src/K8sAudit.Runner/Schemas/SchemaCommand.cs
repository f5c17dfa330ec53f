using System.Collections.Immutable;
using System.Text.Json;
using FalcoRules.Schemas;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.RuleTests;

namespace K8sAudit.Runner.Schemas;

/// <summary><c>schema</c>, <c>--rule-schema</c> and <c>--config-schema</c>: JSON Schemas of the files that the program reads, for editors.</summary>
internal static class SchemaCommand
{
    private static readonly ImmutableArray<(string Name, Action<Utf8JsonWriter> Write)> _schemas =
    [
        (Subcommands.RulesSchema, RulesSchema.Write),
        (Subcommands.TestsSchema, json => KeySchema.Write(json, "Tests of Falco rules", RuleTestFile.Keys.All, isOpen: false)),
        (Subcommands.ConfigSchema, json => KeySchema.Write(json, "falco.yaml", FalcoConfiguration.Keys.All, isOpen: true)),
    ];

    /// <summary>Writes a schema.</summary>
    /// <exception cref="UserError">There is no such schema.</exception>
    public static void Write(string name, TextWriter output)
    {
        var write = _schemas.FirstOrDefault(row => row.Name == name).Write
            ?? throw new UserError(RunnerMessages.UnknownSchema(name, _schemas.Select(row => row.Name)));
        FalcoJson.WriteLine(output, write);
    }
}
