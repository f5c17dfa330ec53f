using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Messages;

namespace FalcoPlugin.Sdk;

public sealed unsafe partial class FieldValues
{
    // The payload's length, against which offsets are checked.
    private int _payloadLength;

    // The memory that BeginText returned last.
    private byte* _textStart;
    private int _maxTextLength;

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Adds a computed string. An extractor that runs for many events adds UTF-8 with <c>AddText</c>, which needs no string.</summary>
    /// <param name="value">The string. NUL and halves of surrogate pairs are replaced by U+FFFD.</param>
    public void Add(string value)
    {
        var text = value.Contains('\0', StringComparison.Ordinal) ? value.Replace('\0', '\uFFFD') : value;
        EndText(Encoding.UTF8.GetBytes(text, BeginText(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    /// <summary>Adds a computed string.</summary>
    /// <param name="utf8">Valid UTF-8. NUL is replaced by U+FFFD, because for the host the string ends at the first NUL.</param>
    public void AddText(ReadOnlySpan<byte> utf8) => AddText(utf8, 0, 0);

    /// <summary>Adds a string that is a part of the event's payload.</summary>
    /// <param name="utf8">Valid UTF-8. NUL is replaced by U+FFFD, because for the host the string ends at the first NUL.</param>
    /// <param name="payloadStart">The part's offset in the payload, in bytes.</param>
    /// <param name="payloadLength">The part's length in the payload, in bytes; 0 for a computed string.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the payload.</exception>
    public void AddText(ReadOnlySpan<byte> utf8, int payloadStart, int payloadLength)
    {
        if ((ulong)(uint)payloadStart + (uint)payloadLength > (uint)_payloadLength)
        {
            throw ExtractorMistakes.OutsidePayload(payloadStart, payloadLength, _payloadLength);
        }

        if (utf8.Contains((byte)0))
        {
            AddWithoutNul(utf8);
            return;
        }

        var target = Allocate(checked(utf8.Length + 1));
        utf8.CopyTo(new Span<byte>(target, utf8.Length));
        target[utf8.Length] = 0;
        AddTextValue(target, payloadStart, payloadLength);
    }

    /// <summary>
    /// Adds a string that is a part of the event's payload if it is plain: ASCII without NUL and backslash. It is checked and copied in one pass.
    /// </summary>
    /// <param name="payload">The event's payload.</param>
    /// <param name="start">The string's offset in the payload, in bytes.</param>
    /// <param name="length">The string's length in bytes.</param>
    /// <returns>False, with nothing added, if the string is not plain or less than a vector (16 bytes) from the payload's end; use <c>AddText</c>
    /// then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The string is not within the payload.</exception>
    public bool TryAddPlain(ReadOnlySpan<byte> payload, int start, int length)
    {
        if ((ulong)(uint)start + (uint)length > (uint)payload.Length)
        {
            throw ExtractorMistakes.OutsidePayload(start, length, payload.Length);
        }

        // Whole vectors are read and written. Of the last one only the string's own bytes are checked.
        var rounded = (length + Vector128<byte>.Count - 1) & -Vector128<byte>.Count;
        if ((uint)rounded > (uint)(payload.Length - start))
        {
            return false;
        }

        var target = Reserve(rounded + 1);
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetReference(payload), start);
        for (var i = 0; i < length; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref source, (uint)i);
            var special = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)1)).AsByte() | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
            var bits = special.ExtractMostSignificantBits();
            var left = length - i;
            if ((left < Vector128<byte>.Count ? bits & ((1u << left) - 1) : bits) != 0)
            {
                return false;
            }

            bytes.Store(target + i);
        }

        target[length] = 0;
        _bytes.Advance(length + 1);
        AddTextValue(target, start, length);
        return true;
    }

    /// <summary>
    /// Returns memory for a computed string, to be written and then added by <see cref="EndText"/> before anything else is added. Without <see cref="EndText"/>
    /// there is no value.
    /// </summary>
    /// <param name="maxLength">The string's maximum length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than an array can have.</exception>
    public Span<byte> BeginText(int maxLength)
    {
        if ((uint)maxLength > (uint)Array.MaxLength)
        {
            throw ExtractorMistakes.TextCapacity(maxLength);
        }

        _kinds |= AddedKinds.BegunText;
        _maxTextLength = maxLength;
        _textStart = Reserve(maxLength + 1);
        return new Span<byte>(_textStart, maxLength);
    }

    /// <summary>Adds the string that was written into the memory that <see cref="BeginText"/> returned. It must not contain NUL.</summary>
    /// <param name="length">The string's length in bytes.</param>
    /// <exception cref="InvalidOperationException"><see cref="BeginText"/> was not called before, or other values were added since.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than <see cref="BeginText"/> was called with.</exception>
    public void EndText(int length)
    {
        if ((_kinds & AddedKinds.BegunText) == 0 || _textStart != _bytes.Next)
        {
            throw ExtractorMistakes.TextWithoutBegin();
        }

        if ((uint)length > (uint)_maxTextLength)
        {
            throw ExtractorMistakes.TextLength(length, _maxTextLength);
        }

        _kinds &= ~AddedKinds.BegunText;
        _bytes.Advance(length + 1);
        _textStart[length] = 0;
        AddTextValue(_textStart, 0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddTextValue(byte* text, int payloadStart, int payloadLength) =>
        AddValue((ulong)text, payloadLength == 0 ? 0 : (uint)(payloadStart + EventLayout.PayloadOffset), (uint)payloadLength, AddedKinds.Text);

    private void AddWithoutNul(ReadOnlySpan<byte> utf8)
    {
        var target = BeginText(checked(utf8.Length * Replacement.Length));
        var length = 0;
        foreach (var b in utf8)
        {
            if (b != 0)
            {
                target[length++] = b;
                continue;
            }

            Replacement.CopyTo(target[length..]);
            length += Replacement.Length;
        }

        EndText(length);
    }
}
