using System.Buffers.Text;

namespace K8sAudit.Runner.EventFields;

/// <summary>Formats times as libsinsp does (<c>ts_to_string</c>, <c>ts_to_iso_8601</c>), without allocation.</summary>
internal static class TimeText
{
    private const ulong Second = 1_000_000_000;

    /// <summary><c>[yyyy-MM-dd ]HH:mm:ss[.nnnnnnnnn]</c> in the local time zone.</summary>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="target">At least 32 bytes.</param>
    /// <param name="date">Whether the text begins with the date.</param>
    /// <param name="nanoseconds">Whether the text ends with the fraction of the second.</param>
    public static ReadOnlySpan<byte> Local(ulong timestamp, Span<byte> target, bool date, bool nanoseconds) =>
        Write(timestamp, target, LocalTime(timestamp), date ? (byte)' ' : (byte)0, nanoseconds);

    /// <summary><c>yyyy-MM-ddTHH:mm:ss.nnnnnnnnn+0000</c> in UTC.</summary>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="target">At least 40 bytes.</param>
    public static ReadOnlySpan<byte> Iso8601(ulong timestamp, Span<byte> target) => WithSuffix(timestamp, target, "+0000"u8);

    /// <summary><c>yyyy-MM-ddTHH:mm:ss.nnnnnnnnnZ</c> in UTC.</summary>
    /// <param name="timestamp">Nanoseconds since the Unix epoch.</param>
    /// <param name="target">At least 40 bytes.</param>
    public static ReadOnlySpan<byte> Zulu(ulong timestamp, Span<byte> target) => WithSuffix(timestamp, target, "Z"u8);

    private static ReadOnlySpan<byte> WithSuffix(ulong timestamp, Span<byte> target, ReadOnlySpan<byte> suffix)
    {
        var length = Write(timestamp, target, UtcTime(timestamp), (byte)'T', nanoseconds: true).Length;
        suffix.CopyTo(target[length..]);
        return target[..(length + suffix.Length)];
    }

    private static ReadOnlySpan<byte> Write(ulong timestamp, Span<byte> target, DateTime time, byte dateEnd, bool nanoseconds)
    {
        var length = 0;
        if (dateEnd != 0)
        {
            length += Digits(target[length..], (uint)time.Year, 4, (byte)'-');
            length += Digits(target[length..], (uint)time.Month, 2, (byte)'-');
            length += Digits(target[length..], (uint)time.Day, 2, dateEnd);
        }

        length += Digits(target[length..], (uint)time.Hour, 2, (byte)':');
        length += Digits(target[length..], (uint)time.Minute, 2, (byte)':');
        length += Digits(target[length..], (uint)time.Second, 2, (byte)'.');
        // The last separator belongs to the fraction.
        return nanoseconds ? target[..(length + Digits(target[length..], (uint)(timestamp % Second), 9, 0))] : target[..(length - 1)];
    }

    private static int Digits(Span<byte> target, uint value, byte width, byte end)
    {
        Utf8Formatter.TryFormat(value, target, out var written, new System.Buffers.StandardFormat('D', width));
        if (end == 0)
        {
            return written;
        }

        target[written] = end;
        return written + 1;
    }

    private static DateTime UtcTime(ulong timestamp) => DateTime.UnixEpoch.AddTicks((long)(timestamp / 100));

    private static DateTime LocalTime(ulong timestamp)
    {
        var utc = UtcTime(timestamp);
        return utc + TimeZoneInfo.Local.GetUtcOffset(utc);
    }
}
