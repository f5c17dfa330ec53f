using System.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields.Objects;

public class JsonPatchTests
{
    private const string Privileged = """{"privileged":true}""";

    [Theory]
    [InlineData("""{"op":"add","path":"/spec/containers/-","value":{"securityContext":{"privileged":true}}}""")]
    [InlineData("""{"op":"replace","path":"/spec/containers/0/securityContext/privileged","value":true}""")]
    [InlineData("""{"op":"add","path":"","value":{"spec":{"containers":[{"securityContext":{"privileged":true}}]}}}""")]
    [InlineData("""{"op":"add","path":"ignored/spec/containers/0/securityContext","value":{"privileged":true}}""")]
    [InlineData("""{"op":"\u0061dd","path":"/spec/containers/0/\u0073ecurityContext","value":{"privileged":true}}""")]
    public void An_operation_counts_where_its_path_puts_its_value(string operation) => AssertPrivileged("true", operation);

    [Theory]
    [InlineData("move")]
    [InlineData("copy")]
    public void A_value_that_is_added_elsewhere_and_moved_counts(string operation) => AssertPrivileged(
        "true",
        $$"""{"op":"add","path":"/spec/other","value":{{Privileged}}}""",
        $$"""{"op":"{{operation}}","from":"/spec/other","path":"/spec/containers/0/securityContext"}""");

    [Fact]
    public void A_scalar_that_is_moved_counts() => AssertPrivileged(
        "true",
        """{"op":"add","path":"/other","value":[true]}""",
        """{"op":"move","from":"/other/0","path":"/spec/containers/0/securityContext/privileged"}""");

    [Fact]
    public void A_later_operation_does_not_hide_a_value() => AssertPrivileged(
        "true",
        """{"op":"add","path":"/spec/containers/1","value":{"securityContext":{"privileged":true}}}""",
        """{"op":"add","path":"/spec/containers/0","value":{"name":"inserted"}}""",
        """{"op":"replace","path":"/spec/containers/1/securityContext/privileged","value":false}""",
        """{"op":"remove","path":"/spec/containers/1"}""");

    [Theory]
    [InlineData("""{"op":"test","path":"/spec/containers/0/securityContext/privileged","value":true}""")]
    [InlineData("""{"op":"remove","path":"/spec/containers/0/securityContext/privileged"}""")]
    [InlineData("""{"op":"move","from":"/unknown","path":"/spec/containers/0/securityContext"}""")]
    [InlineData("""{"op":"add","path":7,"value":{"spec":{"containers":[{"securityContext":{"privileged":true}}]}}}""")]
    [InlineData("""{"path":"/spec/containers/0/securityContext/privileged","value":true}""")]
    [InlineData("null")]
    [InlineData("5")]
    public void What_adds_nothing_does_not_count(string operation) =>
        AssertPrivileged("false", """{"op":"add","path":"/spec/containers/0/name","value":"a"}""", operation);

    [Fact]
    public void Escapes_in_a_path_are_resolved() => AssertFields.Has(
        "ka.pod.apparmor",
        """ "verb":"patch","objectRef":{"resource":"pods"},"requestObject":[{"op":"add","path":"/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1a~0b","value":"unconfined"}] """,
        "Unconfined");

    [Fact]
    public void Copies_of_copies_do_not_take_ever_more_memory()
    {
        var operations = Enumerable.Repeat("""{"op":"copy","from":"/spec","path":"/spec/a/b"},{"op":"copy","from":"/spec/a","path":"/spec/b"}""", 2_000);
        var json = Encoding.UTF8.GetBytes(
            $$$"""{"auditID":"1","verb":"patch","objectRef":{"resource":"rollouts","apiGroup":"argoproj.io"},"requestObject":[{"op":"add","path":"/spec/hostPID","value":true},{{{string.Join(',', operations)}}}]}""");
        using var probe = new FieldProbe<AuditEvent>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        probe.Load(json);
        Assert.Equal(["true"], probe.Read(FieldCase.FieldOf("ka.pod.host_pid")).Values);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024 * 1024);
    }

    private static void AssertPrivileged(string value, params string[] operations) => AssertFields.Has(
        "ka.pod.privileged",
        $$""" "verb":"patch","objectRef":{"resource":"pods"},"requestObject":[{{string.Join(',', operations)}}] """,
        value);
}
