namespace FalcoPlugin.Testing;

/// <summary>The table of fields and the values of events.</summary>
internal static class FieldChecks
{
    private const int MaxEvents = 1000;
    private const ushort PluginEventType = 322;

    public static IEnumerable<ConformanceCheck> Of(PluginCase plugin) =>
    [
        new("Each field has a name of its own and a description", () => Declare(plugin)),
        new("Fields are extracted from plugin events only", () => ExtractFromPluginEvents(plugin)),
        .. plugin.Input is { } input
            ? new ConformanceCheck[]
            {
                new("Each field of each event can be extracted, and has at most one value unless it is a list", () => ExtractAll(plugin, input)),
                new("A field that is extracted twice has the same values", () => ExtractTwice(plugin, input)),
                new("A field number that does not exist is an error", () => ExtractUnknown(plugin, input)),
            }
            : [],
    ];

    private static void Declare(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        var fields = client.Fields();
        Expect.True(fields.Count > 0, "plugin_get_fields returns no fields");
        foreach (var field in fields)
        {
            Expect.True(field.Description.Length > 0, $"{field.Name} has no description");
            Expect.Equal(1, fields.Count(other => other.Name == field.Name), $"the number of fields with the name {field.Name}");
        }
    }

    private static void ExtractFromPluginEvents(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        var types = client.ExtractEventTypes(state);
        Expect.True(types.SequenceEqual([PluginEventType]), $"the event types are {string.Join(", ", types)}, expected {PluginEventType}");
        client.Destroy(state);
    }

    private static void ExtractAll(PluginCase plugin, string input) => ForEachEvent(plugin, input, (client, state, e, number) =>
    {
        foreach (var field in client.Fields())
        {
            var values = client.Extract(state, e, field, ArgumentOf(plugin, field), number);
            Expect.True(values is not null, $"{field.Name} of event {number}: {client.LastError(state)}");
            Expect.True(field.IsList || values!.Count <= 1, $"{field.Name} of event {number} has {values!.Count} values and is not a list");
        }
    });

    private static void ExtractTwice(PluginCase plugin, string input) => ForEachEvent(plugin, input, (client, state, e, number) =>
    {
        foreach (var field in client.Fields())
        {
            var first = client.Extract(state, e, field, ArgumentOf(plugin, field), number);
            var second = client.Extract(state, e, field, ArgumentOf(plugin, field), number);
            Expect.True(
                first!.SequenceEqual(second!),
                $"{field.Name} of event {number} is [{string.Join(" | ", first!)}], then [{string.Join(" | ", second!)}]");
        }
    });

    private static void ExtractUnknown(PluginCase plugin, string input)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        var unknown = client.Fields()[0] with { Id = uint.MaxValue };
        Expect.True(client.Extract(state, client.ReadAll(state, input)[0], unknown) is null, "a field number that does not exist has values");
        Expect.True(client.LastError(state).Length > 0, "there is no message about a field number that does not exist");
        client.Destroy(state);
    }

    private static void ForEachEvent(PluginCase plugin, string input, Action<PluginClient, nint, byte[], ulong> check)
    {
        using var client = new PluginClient(plugin.Load());
        var state = client.Init(plugin.Config);
        var number = 0ul;
        foreach (var e in client.ReadAll(state, input).Take(MaxEvents))
        {
            check(client, state, e, ++number);
        }

        client.Destroy(state);
    }

    private static string? ArgumentOf(PluginCase plugin, DeclaredField field) =>
        !field.NeedsArgument ? null : field.TakesKey ? plugin.Argument : "0";
}
