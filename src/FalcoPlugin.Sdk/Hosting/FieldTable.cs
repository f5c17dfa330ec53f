using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What a host reads from an extractor once: its fields, and the types of the events that it reads. It is never freed.</summary>
internal sealed unsafe class FieldTable<TEvent>
{
    public FieldTable(ReadOnlySpan<Field<TEvent>> fields, ReadOnlySpan<ushort> eventTypes)
    {
        Fields = fields.ToArray();
        Json = NativeText.Allocate(FieldListJson.ToJson(Fields));
        EventTypeCount = eventTypes.Length;
        EventTypes = (ushort*)NativeMemory.Alloc((nuint)eventTypes.Length, sizeof(ushort));
        eventTypes.CopyTo(new Span<ushort>(EventTypes, eventTypes.Length));
    }

    /// <summary>The fields. A field's position is its number in the ABI.</summary>
    public Field<TEvent>[] Fields { get; }

    /// <summary>The fields as the JSON of <c>plugin_get_fields</c>.</summary>
    public byte* Json { get; }

    /// <summary>The array of <c>plugin_get_extract_event_types</c>.</summary>
    public ushort* EventTypes { get; }

    /// <summary>The length of <see cref="EventTypes"/>.</summary>
    public int EventTypeCount { get; }
}
