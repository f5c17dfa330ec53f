using System.Text;
using System.Text.Json;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Tests.Events;

/// <summary>The platform's own parser is the reference: on documents that are JSON both find the same events, and on others none that is not JSON.</summary>
public class AuditEventReaderMutationTests
{
    private const string Alphabet = "{}[]\",:\\ntrue0-1.eE+ u";
    private const int Limit = 80;

    private static readonly string[] _seeds =
    [
        """{"kind":"Event","auditID":"a","stage":"Panic","stageTimestamp":"2018-10-25T14:09:12.581541Z"}""",
        """{"kind":"EventList","items":[{"auditID":"a","o":{"x":[1,{}]}},{"kind":"Event"},{"k\u0069nd":"Pod"}]}""",
        """{"items":[{"auditID":"a"},{"kind":"Event","s":"\"}]"}],"kind":"EventList","metadata":{}}""",
        """[{"kind":"Event","items":[1]},{"kind":"EventList","items":[{},{}]},[{"auditID":"b"}],{"auditID":null}]""",
        """{"items":[{"auditID":"a"}],"items":[{"auditID":"b"}],"kind":"Event","kind":"EventList"}""",
    ];

    [Fact]
    public void It_finds_what_the_platforms_parser_finds()
    {
        var random = new Random(20261124);
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        var whole = 0;
        for (var round = 0; round < 100_000; round++)
        {
            var text = Encoding.UTF8.GetBytes(_seeds[round % _seeds.Length]);
            for (var change = random.Next(3); change > 0; change--)
            {
                text[random.Next(text.Length)] = (byte)Alphabet[random.Next(Alphabet.Length)];
            }

            var result = reader.Read(text, new EventLimits(Limit));
            var found = result.Events.ToArray().Where(e => !e.Header.IsTruncated).Select(e => Encoding.UTF8.GetString(text, e.Start, e.Length)).ToList();
            if (TryParse(text, out var root))
            {
                whole++;
                var expected = new List<string>();
                Collect(root, isItem: false, expected);
                Assert.True(expected.SequenceEqual(found), Encoding.UTF8.GetString(text));
                Assert.Equal(0, result.Rejected.Of(RejectionReason.InvalidJson) + result.Rejected.Of(RejectionReason.Incomplete));
            }
            else
            {
                Assert.All(found, e => Assert.True(TryParse(Encoding.UTF8.GetBytes(e), out _), e));
                Assert.All(result.Events.ToArray(), e => Assert.True(TryParse(result.Json(text, e).ToArray(), out _)));
                Assert.True(result.Rejected.Total > 0, Encoding.UTF8.GetString(text));
            }
        }

        Assert.InRange(whole, 10_000, 99_999);
    }

    [Fact]
    public void Any_bytes_end_in_events_that_are_JSON()
    {
        var random = new Random(5);
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        for (var round = 0; round < 100_000; round++)
        {
            var text = new byte[random.Next(60)];
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (byte)Alphabet[random.Next(Alphabet.Length)];
            }

            var result = reader.Read(text, new EventLimits(Limit));
            Assert.All(result.Events.ToArray(), e => Assert.True(TryParse(result.Json(text, e).ToArray(), out _)));
        }
    }

    private static bool TryParse(ReadOnlyMemory<byte> text, out JsonElement root)
    {
        root = default;
        try
        {
            root = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 }).RootElement;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The rule of what is an event, written once more over a tree.
    private static void Collect(JsonElement element, bool isItem, List<string> events)
    {
        if (element.ValueKind == JsonValueKind.Array && !isItem)
        {
            foreach (var child in element.EnumerateArray())
            {
                Collect(child, isItem: false, events);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var kind = Last(element, "kind");
        if (Is(kind, "EventList") && !isItem)
        {
            if (Last(element, "items") is { ValueKind: JsonValueKind.Array } items)
            {
                foreach (var item in items.EnumerateArray())
                {
                    Collect(item, isItem: true, events);
                }
            }

            return;
        }

        var unsaid = kind is null or { ValueKind: JsonValueKind.Null };
        if ((Is(kind, "Event") || (unsaid && (isItem || Last(element, "auditID") is { ValueKind: JsonValueKind.String })))
            && Encoding.UTF8.GetByteCount(element.GetRawText()) <= Limit)
        {
            events.Add(element.GetRawText());
        }
    }

    private static bool Is(JsonElement? element, string text) => element is { ValueKind: JsonValueKind.String } e && e.ValueEquals(text);

    private static JsonElement? Last(JsonElement element, string name)
    {
        JsonElement? last = null;
        foreach (var property in element.EnumerateObject())
        {
            if (property.NameEquals(name))
            {
                last = property.Value;
            }
        }

        return last;
    }
}
