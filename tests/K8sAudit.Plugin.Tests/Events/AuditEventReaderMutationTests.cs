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
        """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a","o":{"x":[1,{}]}},{"kind":"Event"},{"k\u0069nd":"Pod"}]}""",
        """{"items":[{"auditID":"a"},{"kind":"Event"}],"apiVersion":"audit.k8s.io/v1","kind":"List"}""",
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
                Collect(root, Place.Document, expected);
                Assert.True(expected.SequenceEqual(found), Encoding.UTF8.GetString(text));
                Assert.Equal(0, result.Rejected.Of(RejectionReason.InvalidJson) + result.Rejected.Of(RejectionReason.Incomplete));
            }
            else
            {
                Assert.All(found, e => Assert.True(TryParse(Encoding.UTF8.GetBytes(e), out _), e));
                Assert.All(result.Events.ToArray(), e => Assert.True(TryParse(result.Json(text, e).ToArray(), out _)));
                Assert.True(result.Rejected.Total + result.Others.Total > 0, Encoding.UTF8.GetString(text));
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

    private enum Place
    {
        Document,
        Item,
        AuditItem,
    }

    // The rule of what is an event, written once more over a tree.
    private static void Collect(JsonElement element, Place place, List<string> events)
    {
        if (element.ValueKind == JsonValueKind.Array && place == Place.Document)
        {
            foreach (var child in element.EnumerateArray())
            {
                Collect(child, Place.Document, events);
            }
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var (kind, version) = (Last(element, "kind"), Last(element, "apiVersion"));
        var (isUnversioned, isAudit) = (IsMissing(version), Is(version, "audit.k8s.io/v1"));
        if (place == Place.Document && (Is(kind, "List") || (Is(kind, "EventList") && (isUnversioned || isAudit))))
        {
            CollectItems(element, events);
            return;
        }

        var hasId = Last(element, "auditID") is { ValueKind: JsonValueKind.String };
        var isEvent = (Is(kind, "Event") && isAudit)
            || ((Is(kind, "Event") || IsMissing(kind)) && (isUnversioned || isAudit) && (hasId || place == Place.AuditItem));
        if (isEvent && Encoding.UTF8.GetByteCount(element.GetRawText()) <= Limit)
        {
            events.Add(element.GetRawText());
        }
    }

    // Whether items need members of their own depends on what precedes them.
    private static void CollectItems(JsonElement list, List<string> events)
    {
        var isAuditBefore = false;
        var found = new List<string>();
        foreach (var property in list.EnumerateObject())
        {
            isAuditBefore = property.NameEquals("apiVersion") ? Is(property.Value, "audit.k8s.io/v1") : isAuditBefore;
            if (!property.NameEquals("items"))
            {
                continue;
            }

            found.Clear();
            foreach (var item in property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray() : default)
            {
                Collect(item, isAuditBefore ? Place.AuditItem : Place.Item, found);
            }
        }

        events.AddRange(found);
    }

    private static bool IsMissing(JsonElement? element) => element is null or { ValueKind: JsonValueKind.Null };

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
