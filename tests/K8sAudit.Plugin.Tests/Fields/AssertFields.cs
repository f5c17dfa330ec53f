using System.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>Asks a field of one event.</summary>
internal static class AssertFields
{
    /// <summary>The field has these values. The event's members are written without the braces and the <c>auditID</c>.</summary>
    public static void Has(string field, string members, params string[] values) => Has(field, null, members, values);

    /// <summary>The field has these values at that index.</summary>
    public static void HasAt(string field, ulong index, string members, params string[] values) => Has(field, index, members, values);

    /// <summary>The field has these values for that key.</summary>
    public static void HasFor(string field, string key, string members, params string[] values) => Has(field, key, members, values);

    /// <summary>The answer of a field, with the places of its values.</summary>
    public static FieldAnswer Ask(string field, object? argument, ReadOnlySpan<byte> payload)
    {
        using var probe = new FieldProbe<AuditEvent>();
        probe.Load(payload);
        return probe.Read(FieldCase.FieldOf(field), argument);
    }

    /// <summary>No field at all has a value.</summary>
    public static void HasNothing(ReadOnlySpan<byte> payload)
    {
        using var probe = new FieldProbe<AuditEvent>();
        probe.Load(payload);
        foreach (var row in AuditFields.All)
        {
            Assert.Equal([row.Name], [row.Name, .. probe.Read(row).Values]);
            Assert.Equal([row.Name], [row.Name, .. probe.Read(row, "key").Values]);
        }
    }

    private static void Has(string field, object? argument, string members, string[] values) =>
        Assert.Equal(values, Ask(field, argument, Encoding.UTF8.GetBytes($$"""{"auditID":"1",{{members}}}""")).Values);
}
