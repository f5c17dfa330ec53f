using System.Runtime.InteropServices;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using FalcoPlugin.Testing;

namespace Testing;

/// <summary>Extracts fields in process, as the host does through the ABI: one event at a time, its payload in native memory.</summary>
public sealed unsafe class FieldProbe<TEvent> : IDisposable
    where TEvent : class, IDecodedEvent, new()
{
    private readonly TEvent _event = new();
    private readonly FieldValues _values = new();
    private byte* _payload;
    private int _payloadLength;

    /// <summary>Makes an event the current one, with its field index from a source.</summary>
    public void Load(ReadOnlySpan<byte> payload, ulong timestamp = 0, ReadOnlySpan<byte> fieldIndex = default)
    {
        NativeMemory.Free(_payload);
        _payloadLength = payload.Length;
        _payload = (byte*)NativeMemory.Alloc((nuint)payload.Length + (nuint)fieldIndex.Length + 1);
        payload.CopyTo(new Span<byte>(_payload, payload.Length));
        var copied = new Span<byte>(_payload + payload.Length, fieldIndex.Length);
        fieldIndex.CopyTo(copied);
        _event.Load(new PluginEvent(_payload, payload.Length, timestamp, number: 1, copied));
    }

    /// <summary>The values of a field of the current event (numbers as digits), and for each the text at its offset in the payload, if it has one.</summary>
    public FieldAnswer Read(Field<TEvent> field, object? argument = null)
    {
        var key = argument is string text ? Encoding.UTF8.GetBytes(text) : [];
        var count = Extract(field, new FieldArgument(argument is not null, argument is ulong index ? index : 0, key));
        var values = _values.FinishField(field.Type);
        var answer = new FieldAnswer(new string[count], new string?[count]);
        for (var i = 0; i < count; i++)
        {
            answer.Values[i] = FieldValueText.Read(field.Type, values, i);
            answer.Places[i] = _values.Lengths[i] == 0
                ? null
                : Encoding.UTF8.GetString(_payload + (_values.Offsets[i] - EventLayout.PayloadOffset), (int)_values.Lengths[i]);
        }

        return answer;
    }

    /// <summary>Extracts a field without reading its values, and without allocating.</summary>
    /// <returns>The number of values.</returns>
    public int Extract(Field<TEvent> field, in FieldArgument argument)
    {
        _values.BeginEvent(_payloadLength);
        field.Extract(_event, argument, _values);
        return _values.Count;
    }

    public void Dispose()
    {
        _values.Free();
        NativeMemory.Free(_payload);
        _payload = null;
    }
}

/// <summary>The values of a field.</summary>
public sealed record FieldAnswer(string[] Values, string?[] Places);
