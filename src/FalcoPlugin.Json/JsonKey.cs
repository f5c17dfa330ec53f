using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace FalcoPlugin.Json;

/// <summary>
/// A member's key as written without white space, to be compared with two vectors:
/// <code>
///   first vector        second vector
///  |"requestReceived|Timestamp":     |
///                              └ not compared
/// </code>
/// </summary>
internal readonly struct JsonKey
{
    private const int MaxLength = 2 * 16;

    private readonly Vector128<byte> _first;
    private readonly Vector128<byte> _firstMask;
    private readonly Vector128<byte> _second;
    private readonly Vector128<byte> _secondMask;

    public JsonKey(string name)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        Span<byte> mask = stackalloc byte[MaxLength];
        text.Clear();
        mask.Clear();
        if (name.Length == 0 || !TryWrite($"\"{name}\":", text, out var length))
        {
            return;
        }

        mask[..length].Fill(byte.MaxValue);
        Length = length;
        (_first, _second) = (Vector128.Create<byte>(text[..16]), Vector128.Create<byte>(text[16..]));
        (_firstMask, _secondMask) = (Vector128.Create<byte>(mask[..16]), Vector128.Create<byte>(mask[16..]));
    }

    /// <summary>Its length in bytes, with both quotes and the colon; 0 if it is too long, or if it has characters that are escaped in JSON.</summary>
    public int Length { get; }

    /// <summary>Whether it is at an offset. Also false if it cannot be compared, near the end of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsAt(ReadOnlySpan<byte> json, int position)
    {
        if ((ulong)(uint)position + MaxLength > (uint)json.Length)
        {
            return false;
        }

        ref var current = ref Unsafe.Add(ref MemoryMarshal.GetReference(json), (uint)position);
        var difference = (Vector128.LoadUnsafe(ref current) ^ _first) & _firstMask;
        if (Length > Vector128<byte>.Count)
        {
            difference |= (Vector128.LoadUnsafe(ref current, (uint)Vector128<byte>.Count) ^ _second) & _secondMask;
        }

        return difference == Vector128<byte>.Zero;
    }

    private static bool TryWrite(string key, Span<byte> target, out int length) =>
        Encoding.UTF8.TryGetBytes(key, target, out length) && !key.AsSpan(1, key.Length - 3).ContainsAny('"', '\\') && !key.Any(char.IsControl);
}
