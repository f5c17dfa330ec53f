using FalcoPlugin.Json;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Events;

/// <summary>
/// The paths that one pass over an object looks for: those of the fields, whose offsets are stored with the event, and the members that tell whether
/// the object is an event.
/// </summary>
internal sealed class AuditEventPaths
{
    private static readonly (EventMember Member, string Name)[] _members =
    [
        (EventMember.Kind, "kind"),
        (EventMember.ApiVersion, "apiVersion"),
        (EventMember.AuditId, "auditID"),
        (EventMember.Timestamp, "timestamp"),
        (EventMember.StageTimestamp, "stageTimestamp"),
        (EventMember.RequestReceivedTimestamp, "requestReceivedTimestamp"),
    ];

    private readonly Lazy<JsonPathTrie> _kept;

    private AuditEventPaths(JsonPathTrie trie, Func<JsonPathTrie> kept) => (Trie, _kept) = (trie, new(kept));

    /// <summary>All paths; those of the fields have their own numbers.</summary>
    public JsonPathTrie Trie { get; }

    /// <summary>The paths that truncation keeps; they have numbers of their own. Built for the first event that is truncated: they are thousands.</summary>
    public JsonPathTrie Kept => _kept.Value;

    /// <summary>Adds the members of an event to the paths of the fields.</summary>
    /// <param name="fields">The paths of the fields; they stay as they are.</param>
    /// <param name="kept">Builds the paths that truncation keeps.</param>
    public static AuditEventPaths For(JsonPathTrie fields, Func<JsonPathTrie> kept)
    {
        var trie = fields.Copy();
        foreach (var (member, name) in _members)
        {
            trie.Capture(Root / name, (int)member);
        }

        trie.PauseAt(Root / "items");
        return new AuditEventPaths(trie, kept);
    }
}
