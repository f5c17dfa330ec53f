using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Faulty;

/// <summary>An event of one byte.</summary>
public sealed class FaultyEvent : IDecodedEvent
{
    private static readonly Field<FaultyEvent>[] _fields = CreateFields();

    public FaultyEvent() => Fault.In("Event");

    public static ReadOnlySpan<Field<FaultyEvent>> Fields => _fields;

    public void Load(in PluginEvent source) => Fault.In("Load");

    // As the field table of any plugin, this runs when the class is first used.
    private static Field<FaultyEvent>[] CreateFields()
    {
        Fault.In("Fields");
        return [new("faulty.value", "A constant", FieldType.String, Extract)];
    }

    private static void Extract(FaultyEvent source, in FieldArgument argument, FieldValues values)
    {
        Fault.In("Extract");
        values.AddText("value"u8);
    }
}
