using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using System.Text;

namespace MyPlugin;

/// <summary>The current event, and the table of fields.</summary>
public sealed class Line : IDecodedEvent
{
    private static readonly Field<Line>[] _fields =
    [
        new("myplugin.text", "The line", FieldType.String, static (Line line, in FieldArgument _, FieldValues values) => values.Add(line.Text)),
        new("myplugin.length", "Number of characters", FieldType.UInt64, static (Line line, in FieldArgument _, FieldValues values) =>
            values.Add((ulong)line.Text.Length)),
    ];

    public static ReadOnlySpan<Field<Line>> Fields => _fields;

    public string Text { get; private set; } = "";

    public void Load(in PluginEvent source) => Text = Encoding.UTF8.GetString(source.Payload);
}
