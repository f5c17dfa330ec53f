using System.Buffers;
using System.Text;
using System.Text.Json;
using FalcoRules.Text;
using K8sAudit.Runner.AuditPolicies;

namespace K8sAudit.Runner.Tests.AuditPolicies;

/// <summary>Reads policies, and applies them to events.</summary>
internal static class AssertPolicy
{
    /// <summary>A policy with these rules, in YAML.</summary>
    public static AuditPolicy With(string rules, string more = "") =>
        AuditPolicyReader.Read(Text($"{{apiVersion: audit.k8s.io/v1, kind: Policy, {more}rules: [{rules}]}}"));

    /// <summary>A policy with one rule of level Metadata decides about a request so.</summary>
    public static void Matches(string rule, bool expected, string auditEvent)
    {
        var decision = With($"{{level: Metadata, {rule}}}").Decide(AuditRequest.Of(Json(auditEvent)));
        Assert.Equal(expected ? 0 : null, decision.Rule);
        Assert.Equal(expected ? AuditLevel.Metadata : AuditLevel.None, decision.Level);
    }

    /// <summary>What a policy reports of an event; null if it does not report it.</summary>
    public static string? Apply(AuditPolicy policy, string auditEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        return new AuditPolicyFilter(policy).TryApply(Json(auditEvent), output) ? Encoding.UTF8.GetString(output.WrittenSpan) : null;
    }

    public static SourceText Text(string yaml) => new("policy.yaml", yaml);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
