using FalcoPlugin.Json;
using static FalcoPlugin.Json.JsonPath;

namespace K8sAudit.Plugin.Fields;

/// <summary>Members of an audit event that no field reads and that the API server usually writes. They are skipped faster if they are known.</summary>
internal static class UnreadMembers
{
    private static readonly JsonPath[] _all =
    [
        .. Of(Root, "kind", "apiVersion", "level", "metadata", "stageTimestamp", "requestReceivedTimestamp"),
        .. Of(Root / "user", "uid", "extra"),
        .. Of(Root / "objectRef", "uid", "apiGroup", "apiVersion", "resourceVersion"),
        .. Of(Root / "responseStatus", "metadata", "status", "message", "details"),
        .. Of(Root / "requestObject", "kind", "apiVersion", "metadata", "status"),
        .. Of(Root / "requestObject" / "spec", "selector", "template", "replicas"),
        .. Of(Root / "responseObject", "kind", "apiVersion", "spec", "status", "data", "items"),
        .. Of(
            Root / "responseObject" / "metadata",
            "generateName",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "labels",
            "annotations",
            "ownerReferences",
            "managedFields"),
    ];

    /// <summary>A trie that skips them.</summary>
    public static JsonPathTrie CreateTrie()
    {
        var trie = new JsonPathTrie();
        foreach (var path in _all)
        {
            trie.AddSkipped(path);
        }

        return trie;
    }

    private static IEnumerable<JsonPath> Of(JsonPath parent, params string[] names) => names.Select(name => parent / name);
}
