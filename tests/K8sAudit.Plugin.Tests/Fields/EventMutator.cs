using System.Text;
using System.Text.Json;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>Makes hostile events of real ones: other types, equal members, escapes in names, bytes that do not belong.</summary>
internal sealed class EventMutator(int seed)
{
    private const string Alphabet = "{}[]\",:\\ntrue0-1.eE+ u\0\u007f";

    private static readonly string[] _snippets =
    [
        "null", "true", "0", "-1.5e3", "\"\"", "\"x\"", "\"User\"", "\"a:b@c/d\"", "{}", "[]", "[null,{\"name\":\"n\",\"image\":\"i:1\"}]", "{\"name\":null}", "[[1]]", " [ 1 , \"a b\" ] ",
        "\"\\u0000\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\u0041\\/\"", "\"?a=%41+%00&a=;&%61=%zz\"", "{\"hostPath\":{\"path\":\"/etc\"},\"hostPath\":null}",
        "{\"containers\":[{\"image\":\"x\",\"image\":\"y\"}],\"containers\":[{\"securityContext\":{\"runAsUser\":7}}]}",
        "\"patch\"", "\"delete\"", "[{\"op\":\"remove\",\"path\":\"/a~1b\"},{\"op\":\"move\",\"from\":\"/c\"}]", "{\"dryRun\":[\"All\"],\"a/b\":{\"~\":null}}", "\"/x?dryRun=All\"",
        "\"system:serviceaccount:a:b\"", "[\"::ffff:8.8.8.8\",\"10.0.0.1\"]",
    ];

    private static readonly string[] _names =
    [
        "name", "kind", "auditID", "spec", "containers", "volumes", "securityContext", "image", "verbs", "hostPort", "annotations", "requestURI", "verb",
        "dryRun", "extra",
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] source)
    {
        for (var change = _random.Next(1, 5); change > 0; change--)
        {
            source = MutateOnce(source);
        }

        return source;
    }

    private byte[] MutateOnce(byte[] source)
    {
        var members = MembersOf(source);
        if (members.Count == 0 || _random.Next(8) == 0)
        {
            return MutateBytes(source);
        }

        var (name, value, end) = Pick(members);
        return _random.Next(6) switch
        {
            0 => Replace(source, value, end, Utf8(Pick(_snippets))),
            1 => Replace(source, end, end, [(byte)',', .. source[name..value], .. Utf8(Pick(_snippets))]),
            2 => Replace(source, name, name, [.. source[name..value], .. Utf8(Pick(_snippets)), (byte)',']),
            3 => Replace(source, name + 1, name + 2, Utf8($"\\u{source[name + 1]:x4}")),
            4 => Replace(source, name, source.AsSpan(name + 1).IndexOf((byte)'"') + name + 2, Utf8($"\"{Pick(_names)}\"")),
            _ => CopyAnother(source, members, value, end),
        };
    }

    private byte[] CopyAnother(byte[] source, List<(int Name, int Value, int End)> members, int value, int end)
    {
        var other = Pick(members);
        return other.End - other.Value > 2_000 ? source : Replace(source, value, end, source.AsSpan(other.Value, other.End - other.Value));
    }

    private byte[] MutateBytes(byte[] source)
    {
        if (source.Length < 2)
        {
            return source;
        }

        var at = _random.Next(source.Length);
        return _random.Next(4) switch
        {
            0 => source[..at],
            1 => Replace(source, at, Math.Min(at + _random.Next(1, 20), source.Length), []),
            2 => Replace(source, at, at + 1, [(byte)_random.Next(128, 256)]),
            _ => Replace(source, at, at + 1, [(byte)Alphabet[_random.Next(Alphabet.Length)]]),
        };
    }

    // Where each member's name and value begin, and where it ends; none where the event is not JSON.
    private static List<(int Name, int Value, int End)> MembersOf(byte[] source)
    {
        var members = new List<(int, int, int)>();
        try
        {
            var reader = new Utf8JsonReader(source, new JsonReaderOptions { MaxDepth = 600 });
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.Length > 0 && reader.ValueSpan[0] < 128)
                {
                    var value = reader;
                    value.Read();
                    var start = (int)value.TokenStartIndex;
                    value.TrySkip();
                    members.Add(((int)reader.TokenStartIndex, start, (int)value.BytesConsumed));
                }
            }

            return members;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static byte[] Replace(byte[] source, int start, int end, ReadOnlySpan<byte> with) => [.. source.AsSpan(0, start), .. with, .. source.AsSpan(end)];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private T Pick<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
