using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>Starting and ending a plugin.</summary>
internal static class LifecycleChecks
{
    private const int Cycles = 3;

    public static IEnumerable<ConformanceCheck> Of(PluginCase plugin) =>
    [
        new("It can be loaded and unloaded three times", () => Reload(plugin)),
        new("Two handles are different ones", () => StartTwice(plugin)),
        new("NULL pointers that hosts pass are accepted", () => PassNull(plugin)),
    ];

    private static void Reload(PluginCase plugin)
    {
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            using var client = new PluginClient(plugin.Load());
            var state = client.Init(plugin.Config);
            if (client.Exports(Symbols.Open))
            {
                Expect.True(client.ReadAll(state, plugin.Input!).Count > 0, $"the input {plugin.Input} has no events");
            }

            client.Destroy(state);
        }
    }

    private static void StartTwice(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        var one = client.Init(plugin.Config);
        var two = client.Init(plugin.Config);
        Expect.True(one != two, "plugin_init returned the handle of another instance");
        client.Destroy(two);
        client.Destroy(one);
    }

    private static void PassNull(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        client.Destroy(0);
        Expect.Equal("", client.LastError(0), "the error of no handle");
        if (client.Exports(Symbols.Close))
        {
            client.Close(0, 0);
        }

        // A plugin may require a configuration; it returns an error then.
        client.Destroy(client.Init(null, out _));
    }
}
