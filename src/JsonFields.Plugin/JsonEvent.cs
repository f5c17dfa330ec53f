using System.Buffers;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace JsonFields.Plugin;

/// <summary>An event of any source with a JSON payload; an event with another payload has no values except its time.</summary>
public sealed class JsonEvent : IDecodedEvent
{
    private readonly ArrayBufferWriter<byte> _indented = new();
    private PluginEvent _source;
    private bool _isChecked;
    private bool _isJson;
    private byte[] _name = new byte[256];

    /// <inheritdoc/>
    public void Load(in PluginEvent source)
    {
        _source = source;
        _isChecked = false;
    }

    /// <summary>The value at a JSON pointer.</summary>
    internal void AddValue(ReadOnlySpan<byte> pointer, FieldValues values)
    {
        if (IsJson() && JsonPointer.TryFind(_source.Payload, pointer, ref _name, out var range))
        {
            values.AddJson(_source.Payload, range);
        }
    }

    /// <summary>The whole document, indented.</summary>
    internal void AddDocument(FieldValues values)
    {
        if (IsJson())
        {
            _indented.ResetWrittenCount();
            JsonIndenter.Write(_source.Payload, _indented);
            values.AddText(_indented.WrittenSpan);
        }
    }

    /// <summary>The event's time in nanoseconds since the Unix epoch.</summary>
    internal void AddTime(FieldValues values)
    {
        const int maxDigits = 20;
        _source.Timestamp.TryFormat(values.BeginText(maxDigits), out var length);
        values.EndText(length);
    }

    private bool IsJson()
    {
        if (!_isChecked)
        {
            _isChecked = true;
            var end = JsonScanner.SkipValue(_source.Payload, JsonScanner.SkipWhiteSpace(_source.Payload, 0));
            _isJson = end >= 0 && JsonScanner.SkipWhiteSpace(_source.Payload, end) == _source.PayloadLength;
        }

        return _isJson;
    }
}
