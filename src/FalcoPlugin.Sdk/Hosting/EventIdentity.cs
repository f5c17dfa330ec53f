using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// Detects whether the host passes the same event as before. An event of a batch of this plugin is the same as long as the batch is unchanged. The memory of
/// other events is reused, and their numbers start again with each capture, so that besides number, address and length three windows of the bytes are
/// compared; a short event is compared completely.
/// <code>
///  0              48            112                    176            length-32
///  | header, time |     …       | audit id and stage   |      …       | last member |
///  └── compared ──┘             └────── compared ──────┘              └─ compared ──┘
/// </code>
/// The middle window is where events of the API server have their ID and their stage.
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

    // The three windows one after the other, or all bytes of a short event.
    private fixed byte _stored[ShortLength];

    /// <summary>Whether <paramref name="input"/> is the stored event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Matches(EventInput* input)
    {
        var current = input->Event;
        if (current != _event || input->Number != _number || current == null)
        {
            return false;
        }

        return _batch is { } batch ? batch.Version == _version : HasBytesOf(current);
    }

    /// <summary>Stores an event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="batch">The batch that contains it; null if the event is not from this plugin.</param>
    public void Store(EventInput* input, EventBatch? batch = null)
    {
        _event = input->Event;
        _number = input->Number;
        _batch = batch;
        if (batch is null)
        {
            StoreBytes();
        }
        else
        {
            _version = batch.Version;
        }
    }

    /// <summary>Removes the stored event.</summary>
    public void Clear()
    {
        _event = null;
        _batch = null;
    }

    private readonly bool HasBytesOf(byte* current)
    {
        if (EventLayout.TotalLength(current) != (uint)_length)
        {
            return false;
        }

        ref var stored = ref Unsafe.AsRef(in _stored[0]);
        if (_length < ShortLength)
        {
            return new ReadOnlySpan<byte>(current, _length).SequenceEqual(MemoryMarshal.CreateReadOnlySpan(ref stored, _length));
        }

        // One branch for all bytes.
        var difference = Difference(current, ref stored, HeadLength)
            | Difference(current + MiddleStart, ref Unsafe.Add(ref stored, HeadLength), MiddleLength)
            | Difference(current + _length - TailLength, ref Unsafe.Add(ref stored, HeadLength + MiddleLength), TailLength);
        return difference == Vector128<byte>.Zero;
    }

    private void StoreBytes()
    {
        _length = (int)Math.Min(EventLayout.TotalLength(_event), int.MaxValue);
        fixed (byte* stored = _stored)
        {
            var target = new Span<byte>(stored, ShortLength);
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

    // The length is a constant multiple of the length of a vector, so that the compiler unrolls the loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Difference(byte* current, ref byte stored, int length)
    {
        var difference = Vector128<byte>.Zero;
        for (var i = 0; i < length; i += Vector128<byte>.Count)
        {
            difference |= Vector128.Load(current + i) ^ Vector128.LoadUnsafe(ref stored, (uint)i);
        }

        return difference;
    }
}
