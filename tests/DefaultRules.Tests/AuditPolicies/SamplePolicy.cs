using System.Buffers;
using System.Text;
using System.Text.Json;
using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;

namespace DefaultRules.Tests.AuditPolicies;

/// <summary>The audit policy of samples/apiserver.</summary>
internal static class SamplePolicy
{
    private static readonly string _path = RepositoryFiles.PathOf("samples/apiserver/audit-policy.yaml");

    public static AuditPolicy Policy { get; } = AuditPolicyReader.Read(new SourceText(_path, File.ReadAllText(_path)));

    /// <summary>The same with level Metadata for Request and RequestResponse.</summary>
    public static AuditPolicy WithoutBodies { get; } = Policy with
    {
        Rules = [.. Policy.Rules.Select(rule => rule with { Level = rule.Level > AuditLevel.Metadata ? AuditLevel.Metadata : rule.Level })],
    };

    /// <summary>What an API server with a policy reports of an event; null if nothing.</summary>
    public static string? Apply(AuditPolicyFilter filter, string json)
    {
        var output = new ArrayBufferWriter<byte>();
        return filter.TryApply(JsonSerializer.Deserialize<JsonElement>(json), output) ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
    }
}
