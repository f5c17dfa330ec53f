namespace K8sAudit.Runner.Tests.AuditPolicies;

public class AuditPolicyFilterTests
{
    private const string Update = """{"level":"RequestResponse","auditID":"1","stage":"ResponseComplete","verb":"update","requestObject":{"a":"ü"},"responseObject":{"b":2},"annotations":{}}""";

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", """{"level":"Metadata","auditID":"1","stage":"ResponseComplete","verb":"update","annotations":{}}""")]
    [InlineData("Request", """{"level":"Request","auditID":"1","stage":"ResponseComplete","verb":"update","requestObject":{"a":"ü"},"annotations":{}}""")]
    [InlineData("RequestResponse", Update)]
    public void An_event_loses_what_its_level_does_not_report(string level, string? expected) =>
        Assert.Equal(expected, AssertPolicy.Apply(AssertPolicy.With($"{{level: {level}}}"), Update));

    [Fact]
    public void A_policy_cannot_report_more_than_the_event_has() =>
        Assert.Equal(
            """{"level":"Metadata","auditID":"1"}""",
            AssertPolicy.Apply(AssertPolicy.With("{level: Request}"), """{"level":"Metadata","auditID":"1"}"""));

    [Fact]
    public void Stages_are_omitted_by_the_policy_and_by_the_rule()
    {
        var policy = AssertPolicy.With("{level: Metadata, omitStages: [ResponseStarted]}", "omitStages: [RequestReceived], ");
        Assert.Null(AssertPolicy.Apply(policy, """{"auditID":"1","stage":"RequestReceived"}"""));
        Assert.Null(AssertPolicy.Apply(policy, """{"auditID":"1","stage":"ResponseStarted"}"""));
        Assert.NotNull(AssertPolicy.Apply(policy, """{"auditID":"1","stage":"ResponseComplete"}"""));
    }

    [Theory]
    [InlineData("{level: RequestResponse}", "omitManagedFields: true, ", true)]
    [InlineData("{level: RequestResponse, omitManagedFields: true}", "", true)]
    [InlineData("{level: RequestResponse, omitManagedFields: false}", "omitManagedFields: true, ", false)]
    [InlineData("{level: RequestResponse}", "", false)]
    public void Managed_fields_are_omitted_as_the_rule_says_or_else_the_policy(string rule, string more, bool omits)
    {
        const string managed = """,\"managedFields\":[{}]""";
        var template = """{"level":"RequestResponse","auditID":"1","requestObject":[{"op":"test"}],"responseObject":{"metadata":{"name":"a"M},"items":[{"metadata":{"name":"b"M}}]}}""";
        var full = template.Replace("M", managed.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(omits ? template.Replace("M", "", StringComparison.Ordinal) : full, AssertPolicy.Apply(AssertPolicy.With(rule, more), full));
    }
}
