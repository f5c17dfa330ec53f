using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>What a host learns of a plugin before it starts.</summary>
internal static class IdentityChecks
{
    private static readonly string[] _source = [Symbols.GetId, Symbols.GetEventSource, Symbols.Open, Symbols.Close, Symbols.NextBatch];
    private static readonly string[] _extraction = [Symbols.GetFields, Symbols.ExtractFields, Symbols.GetExtractEventTypes];

    public static IEnumerable<ConformanceCheck> Of(PluginCase plugin) =>
    [
        new("It returns its name, description, contact and version", () => Describe(plugin)),
        new("It requires version 3 of the plugin API", () => RequireApi(plugin)),
        new("It exports all functions of a capability or none", () => ExportCapabilities(plugin)),
    ];

    private static void Describe(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        foreach (var symbol in new[] { Symbols.GetName, Symbols.GetDescription, Symbols.GetContact })
        {
            Expect.True(client.Text(symbol).Length > 0, $"{symbol} returns no text");
        }

        Expect.True(
            Version.TryParse(client.Text(Symbols.GetVersion), out var version) && version.Build >= 0,
            $"the version is {client.Text(Symbols.GetVersion)}, expected MAJOR.MINOR.PATCH");
    }

    private static void RequireApi(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        var required = client.Text(Symbols.GetRequiredApiVersion);
        Expect.True(required.StartsWith("3.", StringComparison.Ordinal), $"the required version of the plugin API is {required}, expected 3.x.y");
    }

    private static void ExportCapabilities(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        ExportAll(client, Symbols.Required);
        foreach (var capability in new[] { _source, _extraction })
        {
            if (capability.Any(client.Exports))
            {
                ExportAll(client, capability);
            }
        }
    }

    private static void ExportAll(PluginClient client, IEnumerable<string> symbols)
    {
        var missing = symbols.Where(symbol => !client.Exports(symbol)).ToList();
        Expect.True(missing.Count == 0, $"not exported: {string.Join(", ", missing)}");
    }
}
