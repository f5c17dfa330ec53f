using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>The checks that every plugin passes: run each as a test of its own.</summary>
public static class ConformanceSuite
{
    /// <summary>The checks of a plugin, those of the capabilities that it has.</summary>
    /// <exception cref="PluginTestException">The plugin is a source, and the case gives no input.</exception>
    public static IReadOnlyList<ConformanceCheck> ChecksOf(PluginCase plugin)
    {
        using var client = new PluginClient(plugin.Load());
        List<ConformanceCheck> checks = [.. IdentityChecks.Of(plugin), .. LifecycleChecks.Of(plugin)];
        if (client.Exports(Symbols.Open))
        {
            Expect.True(plugin.Input is not null, "the plugin is a source: set Input of its case to open_params of an input that ends");
            checks.AddRange(SourceChecks.Of(plugin, plugin.Input!));
        }

        if (client.Exports(Symbols.ExtractFields))
        {
            checks.AddRange(FieldChecks.Of(plugin));
        }

        return checks;
    }
}
