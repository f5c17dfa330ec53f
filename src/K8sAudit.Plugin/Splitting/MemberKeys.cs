using FalcoPlugin.Json;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Splitting;

/// <summary>The top-level keys, and what an object's <c>kind</c> says.</summary>
internal static class MemberKeys
{
    // Longer than the longest kind with every character escaped: nothing that is longer can be one of them.
    private const int MaxEscapedLength = 9 * 6 + 2;

    private static readonly (MemberKey Key, string Name)[] _table =
    [
        (MemberKey.Kind, "kind"),
        (MemberKey.AuditId, "auditID"),
        (MemberKey.Timestamp, "timestamp"),
        (MemberKey.StageTimestamp, "stageTimestamp"),
        (MemberKey.RequestReceivedTimestamp, "requestReceivedTimestamp"),
    ];

    // What the API server writes beside what the splitter and the fields look for.
    private static readonly JsonPath[] _passed =
    [
        .. Members(Root, "apiVersion", "level", "metadata"),
        .. Members(Root / "user", "uid", "extra"),
        .. Members(Root / "objectRef", "uid", "apiGroup", "apiVersion", "resourceVersion"),
        .. Members(Root / "responseStatus", "metadata", "status", "message", "details"),
        .. Members(Root / "requestObject", "kind", "apiVersion", "metadata", "status"),
        .. Members(Root / "requestObject" / "spec", "selector", "template", "replicas"),
        .. Members(Root / "responseObject", "kind", "apiVersion", "spec", "status", "data", "items"),
        .. Members(Root / "responseObject" / "metadata", "generateName", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "labels", "annotations", "ownerReferences", "managedFields"),
    ];

    /// <summary>A trie in which the keys are marked with their numbers.</summary>
    public static JsonPathTrie MarkedTrie()
    {
        var trie = new JsonPathTrie();
        foreach (var (key, name) in _table)
        {
            trie.Capture(Root / name, (int)key);
        }

        trie.PauseAt(Root / "items");
        foreach (var path in _passed)
        {
            trie.AddSkipped(path);
        }

        return trie;
    }

    private static IEnumerable<JsonPath> Members(JsonPath path, params string[] names) => names.Select(name => path / name);

    /// <summary>What an object's <c>kind</c> says.</summary>
    /// <param name="value">A checked JSON value.</param>
    public static AuditKind FindKind(ReadOnlySpan<byte> value)
    {
        if (value[0] != '"')
        {
            return value[0] == 'n' ? AuditKind.Unsaid : AuditKind.Other;
        }

        var kind = FindPlainKind(value[1..^1]);
        return kind == AuditKind.Other && value.Length <= MaxEscapedLength && value.Contains((byte)'\\') ? FindEscapedKind(value) : kind;
    }

    private static AuditKind FindEscapedKind(ReadOnlySpan<byte> quoted)
    {
        Span<byte> kind = stackalloc byte[MaxEscapedLength];
        return JsonStringDecoder.TryDecode(quoted, kind, out var length) ? FindPlainKind(kind[..length]) : AuditKind.Other;
    }

    private static AuditKind FindPlainKind(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("Event"u8) ? AuditKind.Event
        : kind.SequenceEqual("EventList"u8) ? AuditKind.EventList
        : AuditKind.Other;
}
