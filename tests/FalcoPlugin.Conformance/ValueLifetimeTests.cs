using System.Text.RegularExpressions;
using FalcoPlugin.Abi;
using FalcoPlugin.Conformance.Host;

namespace FalcoPlugin.Conformance;

/// <summary>
/// Values stay valid until a field of another event is extracted: Falco keeps pointers to the values of several fields, as for
/// <c>join(",", (ka.verb, ka.target.resource))</c>.
/// </summary>
public sealed partial class ValueLifetimeTests : IDisposable
{
    private const int MaxGrownKilobytes = 16 * 1024;

    private readonly NativeHost _host = new("values.c");

    public void Dispose() => _host.Dispose();

    // The host compares strings.
    [Fact]
    public void All_string_fields_of_an_event_are_valid_after_the_last_one_is_extracted() => AssertValid("k8saudit", 1, [.. AuditFields()]);

    [Fact]
    public void The_values_of_one_field_with_different_arguments_are_valid_after_the_last_one_is_extracted() =>
        AssertValid(
            "json",
            1,
            Json("json.value", "/verb"),
            Json("json.value", "/stage"),
            Json("json.value", "/user"),
            Json("jevt.value", "/verb"),
            Json("json.obj"),
            Json("json.rawtime"));

    // For the largest events, 500 copies of the documents would be more than a gigabyte.
    [Fact]
    public void Extracting_a_field_repeatedly_does_not_use_more_memory() =>
        AssertValid("json", 500, Json("json.obj"), Json("json.value", ""), Json("json.value", "/verb"));

    private void AssertValid(string library, int repeat, params string[] fields)
    {
        var output = _host.Run([NativeHost.Library("k8saudit"), NativeHost.Sample("shop-cluster.jsonl"), NativeHost.Library(library), $"{repeat}", .. fields]);
        var numbers = Numbers().Match(output);
        Assert.True(numbers.Success, output);
        Assert.True(int.Parse(numbers.Groups["read"].Value) > 3000, output);
        Assert.True(numbers.Groups["changed"].Value == "0", output);
        Assert.True(int.Parse(numbers.Groups["grown"].Value) < MaxGrownKilobytes, output);
    }

    private static IEnumerable<string> AuditFields()
    {
        using var client = new PluginUnderTest("k8saudit", Published: true).Load();
        return [.. client.Fields().Where(field => field.Type == FieldType.String).Select(field => field.NeedsArgument ? $"{field.Id}=limit" : $"{field.Id}")];
    }

    private static string Json(string name, string? key = null)
    {
        using var client = new PluginUnderTest("json", Published: true).Load();
        var id = client.Fields().Single(field => field.Name == name).Id;
        return key is null ? $"{id}" : $"{id}={key}";
    }

    [GeneratedRegex(@"^read (?<read>\d+) changed (?<changed>\d+) grown_kb (?<grown>-?\d+)$", RegexOptions.Multiline)]
    private static partial Regex Numbers();
}
