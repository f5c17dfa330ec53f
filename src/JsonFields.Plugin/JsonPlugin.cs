using FalcoPlugin.Sdk;

namespace JsonFields.Plugin;

/// <summary>
/// Reads any value of events whose payload is JSON. It has no configuration and no state except the current event.
/// </summary>
[FalcoPlugin]
public sealed partial class JsonPlugin : IExtractPlugin<JsonPlugin, JsonEvent>, IIndependentEvents
{
    /// <summary>
    /// The version is that of the original plugin whose fields these are: rules files require a version of the plugin named <c>json</c>
    /// (<c>required_plugin_versions</c>), and mean the original's numbers.
    /// </summary>
    public static PluginInfo Info { get; } = new("json", "Reads fields from events that are JSON", "The k8saudit for .NET authors", "0.7.4");

    /// <inheritdoc/>
    public static ReadOnlySpan<Field<JsonEvent>> Fields => JsonFieldTable.All;

    /// <inheritdoc/>
    public static JsonPlugin Create(PluginContext context) => new();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
