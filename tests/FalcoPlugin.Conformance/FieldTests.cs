using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin;
using K8sAudit.Plugin.Tests.Fields;

namespace FalcoPlugin.Conformance;

public class FieldTests
{
    private static readonly string[] _captures = ["cluster-boot.jsonl", "shop-cluster.jsonl"];

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Each_field_has_the_values_of_its_cases(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var fields = client.Fields().ToDictionary(field => field.Name);
        Assert.Equal(K8sAuditPlugin.Fields.Length, fields.Count);
        Assert.Equal(fields.Keys.Order(), FieldCase.All.Select(row => row.Field).Distinct().Order());
        ulong number = 0;
        foreach (var row in FieldCase.All)
        {
            var values = client.Extract(state, Event(row.Event), fields[row.Field], row.Argument?.ToString(), ++number);
            Assert.True(values!.SequenceEqual(row.Values), $"{row}: [{string.Join(" | ", values!)}]");
        }

        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Fields_of_captured_events_are_those_that_a_JSON_parser_finds(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        // The only field that depends on earlier events has tests of its own.
        var fields = client.Fields().Where(field => field.Name != "ka.stage.first").ToList();
        ulong number = 0;
        foreach (var e in _captures.SelectMany(file => client.ReadAll(state, Path.Combine(AppContext.BaseDirectory, "samples", file))))
        {
            number++;
            var document = ReferenceNode.Parse(e.AsSpan(EventLayout.PayloadOffset));
            foreach (var field in fields)
            {
                var argument = field.NeedsArgument ? "limit" : null;
                var values = client.Extract(state, e, field, argument, number);
                Assert.True(
                    values!.SequenceEqual(ReferenceFields.Read(document, field.Name, argument)),
                    $"{field.Name} of event {number}: [{string.Join(" | ", values!)}]");
            }
        }

        Assert.Equal(1969ul, number);
        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Fields_of_an_event_in_the_plugins_memory_are_those_of_a_copy(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var fields = client.Fields();
        ulong number = 0;
        client.ReadInPlace(state, Path.Combine(AppContext.BaseDirectory, "samples", _captures[^1]), e =>
        {
            number++;
            var given = Answers(e);
            Assert.Equal(Copied(e, Answers), given);
            Assert.Equal(given, Answers(e));
        });
        Assert.True(number > 1000);
        client.Destroy(state);

        List<string> Answers(nint e) => [.. fields.Select(field =>
            client.Extract(state, e, field, field.NeedsArgument ? "limit" : null, number, withPlaces: true)!.Value)
            .Select(answer => string.Join(' ', answer.Values.Zip(answer.Places)))];
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void A_value_that_is_part_of_the_event_has_an_offset(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var e = Event("""{"auditID":"a","verb":"create","user":{"groups":["one","t\u0077o"]},"requestURI":"/x?a=b&c=d%20e"}""");
        AssertPlaces("ka.verb", null, "create@create");
        AssertPlaces("ka.user.groups", null, "one@one", "two@");
        AssertPlaces("ka.uri.param", "a", "b@b");
        AssertPlaces("ka.uri.param", "c", "d e@");
        client.Destroy(state);

        void AssertPlaces(string name, string? argument, params string[] expected)
        {
            var (values, places) = client.Extract(state, e, client.Fields().Single(field => field.Name == name), argument, 1, withPlaces: true)!.Value;
            Assert.Equal(expected, values.Zip(places, (value, place) => $"{value}@{Encoding.UTF8.GetString(e, (int)place.Start, (int)place.Length)}"));
        }
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void An_event_with_the_number_of_the_previous_one_is_another_event(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var verb = client.Fields().Single(field => field.Name == "ka.verb");
        var memory = Event("""{"auditID":"1","verb":"get"}""");
        Assert.Equal(["get"], client.Extract(state, memory, verb));
        Event("""{"auditID":"2","verb":"put"}""").CopyTo(memory, 0);
        Assert.Equal(["put"], client.Extract(state, memory, verb));
        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void Events_of_other_types_have_no_values(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var verb = client.Fields().Single(field => field.Name == "ka.verb");
        var wrongType = Event("""{"auditID":"1","verb":"get"}""");
        wrongType[20] = 1;
        var wrongLength = Event("""{"auditID":"1","verb":"get"}""");
        wrongLength[30] = 255;
        Assert.Equal([], client.Extract(state, wrongType, verb));
        Assert.Equal([], client.Extract(state, wrongLength, verb));
        client.Destroy(state);
    }

    [Theory]
    [MemberData(nameof(PluginUnderTest.K8sAudit), MemberType = typeof(PluginUnderTest))]
    public void A_field_number_that_does_not_exist_is_an_error(PluginUnderTest plugin)
    {
        using var client = plugin.Load();
        var state = client.Init();
        var unknown = client.Fields()[0] with { Id = 5000 };
        Assert.Null(client.Extract(state, Event("{}"), unknown));
        Assert.Contains("5000", client.LastError(state), StringComparison.Ordinal);
        client.Destroy(state);
    }

    private static unsafe T Copied<T>(nint e, Func<nint, T> ask)
    {
        var copy = new ReadOnlySpan<byte>((byte*)e, (int)EventLayout.TotalLength((byte*)e)).ToArray();
        fixed (byte* pointer = copy)
        {
            return ask((nint)pointer);
        }
    }

    private static unsafe byte[] Event(string payload)
    {
        using var batch = new EventBatch();
        batch.Add(Encoding.UTF8.GetBytes(payload), 1);
        return new ReadOnlySpan<byte>(batch.Events[0], (int)EventLayout.TotalLength(batch.Events[0])).ToArray();
    }
}
