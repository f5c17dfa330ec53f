using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// A string in native memory that was returned to the host and stays valid until the host requests the next one. The previous string stays valid, too,
/// for a host that calls from two threads.
/// </summary>
internal sealed unsafe class NativeTextSlot : IDisposable
{
    private readonly Lock _lock = new();
    private byte* _previous;
    private byte* _current;

    /// <summary>The current string; null before the first.</summary>
    public byte* Pointer => _current;

    /// <summary>Replaces the current string.</summary>
    public byte* Set(string text) => Hold(NativeText.Allocate(text));

    /// <summary>Replaces the current string.</summary>
    public byte* Set(ReadOnlySpan<byte> utf8) => Hold(NativeText.Allocate(utf8));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeText.Free(_previous);
        NativeText.Free(_current);
        _previous = _current = null;
    }

    private byte* Hold(byte* text)
    {
        lock (_lock)
        {
            NativeText.Free(_previous);
            _previous = _current;
            return _current = text;
        }
    }
}
