using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Memory;

/// <summary>
/// Native memory that is allocated piece by piece and freed as a whole. Pieces never move: a full block stays until the event ends, and a larger one follows.
/// <code>
///  | piece, to 8 bytes | piece, to 8 bytes | free … |
///  start                                   next     end
/// </code>
/// </summary>
internal unsafe struct ByteArena
{
    private const int Alignment = 8;
    private const int MinCapacity = 64 * 1024;

    // One event with very long values must not determine the memory that the process holds until its end.
    private const int MaxIdleCapacity = 4 * 1024 * 1024;

    private byte* _start;
    private byte* _next;
    private byte* _end;

    /// <summary>Where the next piece begins.</summary>
    public readonly byte* Next => _next;

    /// <summary>Whether a piece of that many bytes fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Fits(int length) => Padded(length) <= _end - _next;

    /// <summary>Allocates the piece at <see cref="Next"/>, which must fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int length) => _next += Padded(length);

    /// <summary>Makes a piece of that many bytes fit.</summary>
    /// <param name="length">The piece's length in bytes.</param>
    /// <param name="fullBlocks">Receives the current block.</param>
    public void Grow(int length, FullBlocks fullBlocks)
    {
        var capacity = Math.Max(Math.Max(MinCapacity, Padded(length)), (_end - _start) * 2);
        var block = (byte*)NativeMemory.Alloc((nuint)capacity);
        fullBlocks.Add(_start);
        _start = _next = block;
        _end = block + capacity;
    }

    /// <summary>Makes all memory of the current block free again.</summary>
    public void Clear()
    {
        if (_end - _start > MaxIdleCapacity)
        {
            Free();
        }

        _next = _start;
    }

    /// <summary>Frees the current block.</summary>
    public void Free()
    {
        NativeMemory.Free(_start);
        _start = _next = _end = null;
    }

    private static long Padded(long length) => (length + Alignment - 1) & -Alignment;
}
