namespace FalcoPlugin.Testing;

/// <summary>What the suite needs to know about a plugin.</summary>
/// <param name="Load">Gives the exports of the plugin: <c>() =&gt; ExportedPlugin.Load("libcounter.so")</c>, or <c>ExportedPlugin.Of(assembly)</c>.</param>
public sealed record PluginCase(Func<ExportedPlugin> Load)
{
    /// <summary>A valid <c>init_config</c>; empty by default.</summary>
    public string Config { get; init; } = "";

    /// <summary><c>open_params</c> of an input that ends and has events; needed for a source.</summary>
    public string? Input { get; init; }

    /// <summary><c>open_params</c> that cannot be opened; null if there are none.</summary>
    public string? InvalidInput { get; init; }

    /// <summary>The argument with which fields are extracted that need one.</summary>
    public string Argument { get; init; } = "name";
}
