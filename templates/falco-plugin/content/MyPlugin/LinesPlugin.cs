using FalcoPlugin.Sdk;

namespace MyPlugin;

/// <summary>Reads the lines of a file (<c>open_params</c>): each is an event.</summary>
[FalcoPlugin]
public sealed class LinesPlugin : ISourcePlugin<LinesPlugin>, IExtractPlugin<LinesPlugin, Line>
{
    // The ID of an event source is registered with Falco; 999 is for development.
    public static PluginInfo Info { get; } = new("myplugin", "Reads lines of a file", "you@example.org", "0.1.0") { Id = 999, EventSource = "myplugin" };

    public static ReadOnlySpan<Field<Line>> Fields => Line.Fields;

    public static LinesPlugin Create(PluginContext context) => new();

    public IEventStream Open(string parameters) =>
        File.Exists(parameters)
            ? new LineStream(parameters)
            : throw new PluginException($"open_params is \"{parameters}\": expected the path of a file that exists");

    public void Dispose()
    {
    }
}
