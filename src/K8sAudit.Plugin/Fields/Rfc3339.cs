using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace K8sAudit.Plugin.Fields;

/// <summary>Parses RFC 3339 timestamps without allocation.</summary>
internal static class Rfc3339
{
    private const int NanosecondDigits = 9;
    private const ulong NanosecondsPerTick = 100;

    private static readonly ulong[] _powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

    /// <summary>Parses <c>2018-10-25T14:09:12.581541Z</c>, with any number of fraction digits (those after the ninth are ignored) and any offset.</summary>
    /// <param name="text">ASCII bytes.</param>
    /// <param name="nanoseconds">Nanoseconds since the epoch.</param>
    /// <returns>False for anything else, and for times before 1970.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        if (text.Length < "0000-00-00T00:00:00Z".Length || !TryReadSeconds(text, out var time))
        {
            return false;
        }

        var offset = 0;
        if (!TryReadMicroseconds(text[19..], out var fraction)
            && (!TryReadFraction(text[19..], out fraction, out var used) || !TryReadOffset(text[(19 + used)..], out offset)))
        {
            return false;
        }

        var ticks = time - DateTime.UnixEpoch.Ticks - offset * TimeSpan.TicksPerMinute;
        if (ticks < 0)
        {
            return false;
        }

        try
        {
            nanoseconds = checked((ulong)ticks * NanosecondsPerTick + fraction);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        text = text[..19];
        if (!HasDigits(text) || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (year, month, day) = (Pair(text, 0) * 100 + Pair(text, 2), Pair(text, 5), Pair(text, 8));
        var (hour, minute, second) = (Pair(text, 11), Pair(text, 14), Pair(text, 17));
        if (year < 1 || month is < 1 or > 12 || day < 1 || (day > 28 && day > DateTime.DaysInMonth(year, month)) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        ticks = (DaysBeforeMonth(year, month) + day - 1) * TimeSpan.TicksPerDay + (hour * 3600 + minute * 60 + second) * TimeSpan.TicksPerSecond;
        return true;
    }

    // Days from 0001-01-01 to the first of a month. The year begins in March, so that the leap day is its last one; the months from there on take
    // 31, 30, 31, 30, 31 days in turn, 153 for five.
    private static long DaysBeforeMonth(int year, int month)
    {
        const int daysFromMarchOfYear0 = 306;
        var (marchYear, marchMonth) = month > 2 ? ((uint)year, (uint)month - 3) : ((uint)year - 1, (uint)month + 9);
        return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + (marchMonth * 153 + 2) / 5 - daysFromMarchOfYear0;
    }

    // Whether the first 19 bytes have digits where they must be and nowhere else: two vectors that overlap.
    //
    //   0000-00-00T00:00:00
    //   │  └─ second ─────┘
    //   └─ first ──────┘
    private static bool HasDigits(ReadOnlySpan<byte> text) =>
        Digits(Vector128.Create<byte>(text[..16])) == 0b1101_1011_0110_1111 && Digits(Vector128.Create<byte>(text[3..19])) == 0b1101_1011_0110_1101;

    private static uint Digits(Vector128<byte> text)
    {
        var digits = text - Vector128.Create((byte)'0');
        return Vector128.Equals(digits, Vector128.Min(digits, Vector128.Create((byte)9))).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ReadOnlySpan<byte> digits, int start) => digits[start] * 10 + digits[start + 1] - '0' * 11;

    // What the API server writes after the seconds, such as ".581541Z": eight bytes, whose six digits are converted together.
    private static bool TryReadMicroseconds(ReadOnlySpan<byte> text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        if (text.Length != sizeof(ulong) || text[0] != '.' || (text[7] | 0x20) != 'z')
        {
            return false;
        }

        // As eight digits: two zeros take the place of the point and of the Z.
        const ulong zeros = 0x3030_3030_3030_3030;
        var digits = (((BinaryPrimitives.ReadUInt64LittleEndian(text) >> 8) << 16) | (zeros & 0xFFFF)) ^ zeros;
        if (((digits | (digits + 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0) != 0)
        {
            return false;
        }

        // Neighbours are combined: digits to pairs, pairs to fours, fours to the number.
        digits = (digits * 10) + (digits >> 8);
        digits = (((digits & 0x0000_00FF_0000_00FF) * (100 + (1_000_000UL << 32))) + (((digits >> 16) & 0x0000_00FF_0000_00FF) * (1 + (10_000UL << 32)))) >> 32;
        nanoseconds = (uint)digits * 1_000UL;
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, out ulong nanoseconds, out int used)
    {
        nanoseconds = 0;
        used = 0;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        for (used = 1; used < text.Length && (uint)(text[used] - '0') is <= 9 and var digit; used++)
        {
            nanoseconds = used <= NanosecondDigits ? nanoseconds * 10 + digit : nanoseconds;
        }

        nanoseconds *= _powersOfTen[Math.Max(0, NanosecondDigits - (used - 1))];
        return used > 1;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryReadNumber(text[1..3], out var hour) || !TryReadNumber(text[4..], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = number * 10 + digit - '0';
        }

        return true;
    }
}
