using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// Tells whether the host asks about the event that is remembered. Event numbers start again with each capture and memory is used again,
/// so beside number and place the header and both ends of the payload are compared: an audit event's id stands among them.
/// </summary>
internal unsafe struct EventIdentity
{
    private const int HeadLength = 192;
    private const int TailLength = 64;

    private byte* _event;
    private ulong _number;
    private int _length;
    private fixed byte _head[HeadLength];
    private fixed byte _tail[TailLength];

    private readonly int ShortTail => Math.Min(_length, TailLength);

    /// <summary>Whether <paramref name="input"/> is what was remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(EventInput* input)
    {
        if (_event == null || input->Event != _event || input->Number != _number || EventLayout.TotalLength(_event) != (uint)_length)
        {
            return false;
        }

        // The struct stands in an object that may move while it is read; references move along.
        ref var head = ref Unsafe.AsRef(in _head[0]);
        ref var tail = ref Unsafe.AsRef(in _tail[0]);
        return _length >= HeadLength
            ? AreEqual(_event, ref head, HeadLength) && AreEqual(_event + _length - TailLength, ref tail, TailLength)
            : AreEqualShort(_event, ref head, _length) && AreEqualShort(_event + _length - ShortTail, ref tail, ShortTail);
    }

    /// <summary>Remembers an event.</summary>
    public void Remember(EventInput* input)
    {
        _event = input->Event;
        _number = input->Number;
        _length = (int)Math.Min(EventLayout.TotalLength(_event), int.MaxValue);
        fixed (byte* head = _head, tail = _tail)
        {
            new ReadOnlySpan<byte>(_event, Math.Min(_length, HeadLength)).CopyTo(new Span<byte>(head, HeadLength));
            new ReadOnlySpan<byte>(_event + _length - ShortTail, ShortTail).CopyTo(new Span<byte>(tail, TailLength));
        }
    }

    /// <summary>Remembers none.</summary>
    public void Forget() => _event = null;

    private static bool AreEqualShort(byte* present, ref byte known, int length) =>
        new ReadOnlySpan<byte>(present, length).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref known, length));

    // Both lengths are multiples of 64. Every call of the host comes here, so there is one branch a round and none a byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual(byte* present, ref byte known, int length)
    {
        var difference = Vector128<byte>.Zero;
        for (var i = 0; i < length; i += Vector128<byte>.Count * 4)
        {
            difference |= Difference(present, ref known, i)
                | Difference(present, ref known, i + Vector128<byte>.Count)
                | Difference(present, ref known, i + (Vector128<byte>.Count * 2))
                | Difference(present, ref known, i + (Vector128<byte>.Count * 3));
        }

        return difference == Vector128<byte>.Zero;
    }

    private static Vector128<byte> Difference(byte* present, ref byte known, int offset) =>
        Vector128.Load(present + offset) ^ Vector128.LoadUnsafe(ref known, (uint)offset);
}
