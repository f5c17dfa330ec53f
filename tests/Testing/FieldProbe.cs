using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;

namespace Testing;

/// <summary>Asks fields in process, as the host does through the ABI: one event at a time, its payload in native memory.</summary>
public sealed unsafe class FieldProbe<TEvent> : IDisposable
    where TEvent : class, IDecodedEvent, new()
{
    private readonly TEvent _event = new();
    private readonly FieldValues _values = new();
    private byte* _payload;

    /// <summary>Makes an event the present one, with what a source noted of it.</summary>
    public void Load(ReadOnlySpan<byte> payload, ulong timestamp = 0, ReadOnlySpan<byte> notes = default)
    {
        NativeMemory.Free(_payload);
        _payload = (byte*)NativeMemory.Alloc((nuint)payload.Length + (nuint)notes.Length + 1);
        payload.CopyTo(new Span<byte>(_payload, payload.Length));
        var noted = new Span<byte>(_payload + payload.Length, notes.Length);
        notes.CopyTo(noted);
        _event.Load(new PluginEvent(_payload, payload.Length, timestamp, number: 1, noted));
    }

    /// <summary>The values of a field of the present event, and for each the text that stands at its place in the payload, if it has one.</summary>
    public FieldAnswer Read(Field<TEvent> field, object? argument = null)
    {
        var key = argument is string text ? Encoding.UTF8.GetBytes(text) : [];
        var count = Extract(field, new FieldArgument(argument is not null, argument is ulong index ? index : 0, key));
        var texts = (byte**)_values.FinishField(field.Type);
        var places = default(ValueOffsets);
        _values.WriteOffsets(&places);
        var answer = new FieldAnswer(new string[count], new string?[count]);
        for (var i = 0; i < count; i++)
        {
            answer.Values[i] = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(texts[i]));
            answer.Places[i] = places.Length[i] == 0 ? null : Encoding.UTF8.GetString(_payload + (places.Start[i] - EventLayout.PayloadOffset), (int)places.Length[i]);
        }

        return answer;
    }

    /// <summary>Extracts a field without looking at its values, and without allocating.</summary>
    /// <returns>How many values there are.</returns>
    public int Extract(Field<TEvent> field, in FieldArgument argument)
    {
        _values.BeginCall();
        _values.BeginField();
        field.Extract(_event, argument, _values);
        return _values.Count;
    }

    public void Dispose()
    {
        _values.Dispose();
        NativeMemory.Free(_payload);
        _payload = null;
    }
}

/// <summary>What a field answered.</summary>
public sealed record FieldAnswer(string[] Values, string?[] Places);
