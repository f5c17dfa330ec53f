using System.Text;
using FalcoPlugin.Abi;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public sealed class FieldCasesTests : IDisposable
{
    private readonly FieldProbe<AuditEvent> _probe = new();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, FieldCase.All.Count)];

    public static TheoryData<string> Names => [.. AuditFields.All.ToArray().Select(row => row.Name)];

    public void Dispose() => _probe.Dispose();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_field_answers_as_its_case_says(int number)
    {
        var row = FieldCase.All[number];
        _probe.Load(Encoding.UTF8.GetBytes(row.Event));
        Assert.Equal([row.ToString(), .. row.Values], [row.ToString(), .. _probe.Read(FieldCase.FieldOf(row.Field), row.Argument).Values]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_has_every_kind_of_case(string name)
    {
        var field = FieldCase.FieldOf(name);
        var cases = FieldCase.All.Where(row => row.Field == name).ToList();
        Assert.Contains(cases, row => row.Values.Length > 0);
        Assert.Contains(cases, row => row.Values.Length == 0);
        if (field.Argument != FieldArgumentKind.None)
        {
            var type = field.Argument.HasFlag(FieldArgumentKind.Index) ? typeof(ulong) : typeof(string);
            Assert.Contains(cases, row => row.Argument?.GetType() == type && row.Values.Length > 0);
            Assert.Contains(cases, row => row.Argument?.GetType() == type && row.Values.Length == 0);
            Assert.Contains(cases, row => row.Argument is null);
        }
    }

    [Fact]
    public void All_fields_have_a_unique_name_and_a_description()
    {
        var fields = AuditFields.All.ToArray();
        Assert.Equal(fields.Length, fields.Select(field => field.Name).Distinct().Count());
        Assert.All(fields, field => Assert.False(string.IsNullOrWhiteSpace(field.Description)));
    }
}
