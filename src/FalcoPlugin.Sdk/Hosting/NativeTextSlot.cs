using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// A text that was handed to the host and has to stay where it is until the next one is asked for. The one before is kept for a round
/// longer, for a host that asks from two threads.
/// </summary>
internal sealed unsafe class NativeTextSlot : IDisposable
{
    private readonly Lock _lock = new();
    private byte* _previous;
    private byte* _current;

    /// <summary>The text that is held; null before the first.</summary>
    public byte* Pointer => _current;

    /// <summary>Holds a text from now on.</summary>
    public byte* Set(string text) => Hold(NativeText.Allocate(text));

    /// <summary>Holds a text from now on.</summary>
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
