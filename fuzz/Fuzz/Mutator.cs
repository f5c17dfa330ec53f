using System.Text;

namespace Fuzzing;

/// <summary>Mutates inputs: changes bits and bytes, and inserts words of the formats and parts of other inputs.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<string> words)
{
    private const int MaxLength = 4096;

    private static readonly byte[][] _jsonWords =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\ud83d\\ude00", "null", "true", "false", "-0", "1e999", "123456789012345678901234567890",
            "\"kind\":\"Event\"", "\"kind\":\"EventList\"", "\"items\":[", "\"auditID\":\"a\"", "\"annotations\":{", "\"requestObject\":{", "\"spec\":{", "\"containers\":[",
            "\"privileged\":true", "\"stageTimestamp\":\"2018-10-25T14:09:12.581541Z\"", "\r\n\t ", "\uFEFF", "%", "%2", "%00", "&", ";", "=", "+", "[[[[[[[[", "]]]]]]]]", "{\"a\":{\"a\":",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xff], [0xc3], [0xed, 0xa0, 0x80], [0x1f, 0x8b, 8, 0],
    ];

    private readonly byte[][] _words = words.Count == 0 ? _jsonWords : [.. words.Select(Encoding.UTF8.GetBytes)];

    private readonly Random _random = new(seed);

    public byte[] Mutate(List<byte[]> corpus)
    {
        var bytes = new List<byte>(Pick(corpus));
        for (var change = 1 + _random.Next(4); change > 0; change--)
        {
            Change(bytes, corpus);
        }

        return [.. bytes.Take(MaxLength)];
    }

    private void Change(List<byte> bytes, List<byte[]> corpus)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = _random.Next(1 + Math.Min(64, bytes.Count - at));
        switch (_random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                var other = Pick(corpus);
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, _random.Next(1 + Math.Min(200, other.Length - from))).ToArray());
                break;
            default:
                bytes.InsertRange(at, _words[_random.Next(_words.Length)]);
                break;
        }
    }

    private byte[] Pick(List<byte[]> corpus) => corpus[_random.Next(corpus.Count)];
}
