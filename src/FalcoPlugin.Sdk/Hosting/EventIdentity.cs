using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// Tells whether the host asks about the event that is remembered. An event of a batch of ours is the same as long as the batch is. Of others the memory
/// is used again and numbers start again with each capture, so beside number, place and length three windows of the bytes are compared; a short event is
/// compared whole.
/// <code>
///  0              48            112                    176            length-32
///  | header, time |     …       | audit id and stage   |      …       | last member |
///  └── compared ──┘             └────── compared ──────┘              └─ compared ──┘
/// </code>
/// The middle window is where the API server's events have their id and their stage.
/// </summary>
internal unsafe struct EventIdentity
{
    private const int HeadLength = 48;
    private const int MiddleStart = 112;
    private const int MiddleLength = 64;
    private const int TailLength = 32;
    private const int ShortLength = MiddleStart + MiddleLength;

    private byte* _event;
    private ulong _number;
    private int _length;
    private EventBatch? _batch;
    private int _version;

    // The three windows one after the other, or all of a short event.
    private fixed byte _known[ShortLength];

    /// <summary>Whether <paramref name="input"/> is what was remembered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(EventInput* input)
    {
        var present = input->Event;
        if (present != _event || input->Number != _number || present == null)
        {
            return false;
        }

        return _batch is { } batch ? batch.Version == _version : HasBytesOf(present);
    }

    /// <summary>Remembers an event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="batch">The batch that it stands in; null where it is none of ours.</param>
    public void Remember(EventInput* input, EventBatch? batch = null)
    {
        _event = input->Event;
        _number = input->Number;
        _batch = batch;
        if (batch is null)
        {
            RememberBytes();
        }
        else
        {
            _version = batch.Version;
        }
    }

    /// <summary>Remembers none.</summary>
    public void Forget()
    {
        _event = null;
        _batch = null;
    }

    private readonly bool HasBytesOf(byte* present)
    {
        if (EventLayout.TotalLength(present) != (uint)_length)
        {
            return false;
        }

        ref var known = ref Unsafe.AsRef(in _known[0]);
        if (_length < ShortLength)
        {
            return new ReadOnlySpan<byte>(present, _length).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref known, _length));
        }

        // One branch, and none a byte.
        var difference = Difference(present, ref known, HeadLength)
            | Difference(present + MiddleStart, ref Unsafe.Add(ref known, HeadLength), MiddleLength)
            | Difference(present + _length - TailLength, ref Unsafe.Add(ref known, HeadLength + MiddleLength), TailLength);
        return difference == Vector128<byte>.Zero;
    }

    private void RememberBytes()
    {
        _length = (int)Math.Min(EventLayout.TotalLength(_event), int.MaxValue);
        fixed (byte* known = _known)
        {
            var target = new Span<byte>(known, ShortLength);
            if (_length < ShortLength)
            {
                new ReadOnlySpan<byte>(_event, _length).CopyTo(target);
                return;
            }

            new ReadOnlySpan<byte>(_event, HeadLength).CopyTo(target);
            new ReadOnlySpan<byte>(_event + MiddleStart, MiddleLength).CopyTo(target[HeadLength..]);
            new ReadOnlySpan<byte>(_event + _length - TailLength, TailLength).CopyTo(target[(HeadLength + MiddleLength)..]);
        }
    }

    // The length is a constant multiple of the vector's, so that no loop is left of this.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Difference(byte* present, ref byte known, int length)
    {
        var difference = Vector128<byte>.Zero;
        for (var i = 0; i < length; i += Vector128<byte>.Count)
        {
            difference |= Vector128.Load(present + i) ^ Vector128.LoadUnsafe(ref known, (uint)i);
        }

        return difference;
    }
}
