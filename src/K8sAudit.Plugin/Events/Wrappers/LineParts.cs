using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>The parts of a container's line that the container runtime has split, until the last one is read.</summary>
internal sealed class LineParts
{
    /// <summary>The maximum length of a joined line, in bytes.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const int MaxIdleLength = 1024 * 1024;

    private byte[] _bytes = [];
    private int _length;
    private JsonBracketSkipper _brackets;

    /// <summary>Whether the parts are a complete JSON object or array.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether a part is waiting for the next one.</summary>
    public bool HasParts => _length > 0;

    /// <summary>The parts.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Whether a text is the start of a JSON object or array.</summary>
    public static bool IsOpenJson(ReadOnlySpan<byte> text)
    {
        var brackets = default(JsonBracketSkipper);
        return !text.IsEmpty && text[0] is (byte)'{' or (byte)'[' && !brackets.TrySkip(text, out _);
    }

    /// <summary>Adds a part.</summary>
    /// <returns>False if the line becomes too long.</returns>
    public bool TryAdd(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > MaxLength)
        {
            return false;
        }

        if (_bytes.Length < _length + part.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + part.Length, _bytes.Length * 2));
        }

        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
        IsComplete |= _brackets.TrySkip(part, out _);
        return true;
    }

    /// <summary>Removes the parts.</summary>
    public void Clear()
    {
        _length = 0;
        IsComplete = false;
        _brackets = default;
        _bytes = _bytes.Length > MaxIdleLength ? [] : _bytes;
    }
}
