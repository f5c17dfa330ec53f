using System.Collections.Immutable;
using System.Text.Json;

namespace K8sAudit.Runner.AuditPolicies;

/// <summary>What an audit policy knows of a request.</summary>
/// <param name="User">The authenticated user; null if authentication failed.</param>
/// <param name="Groups">The groups of the user.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Path">The path of the URI, decoded.</param>
internal sealed record AuditRequest(string? User, ImmutableArray<string> Groups, string Verb, string Path)
{
    /// <summary>Whether the request is for a resource.</summary>
    public bool IsResource { get; init; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The subresource; empty if there is none.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>The namespace; empty if there is none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The name in the URI; empty if there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The request that an audit event reports.</summary>
    public static AuditRequest Of(JsonElement auditEvent)
    {
        var user = Member(auditEvent, "user");
        var name = Text(user, "username");
        var request = new AuditRequest(
            name.Length == 0 ? null : name,
            Strings(user, "groups"),
            Text(auditEvent, "verb"),
            PathOf(Text(auditEvent, "requestURI")));
        return Member(auditEvent, "objectRef") is { ValueKind: JsonValueKind.Object } target ? request.For(target) : request;
    }

    // The API server takes the name of an object that is created into the event when it reads the body, which is after the policy decides.
    private AuditRequest For(JsonElement target)
    {
        var subresource = Text(target, "subresource");
        return this with
        {
            IsResource = true,
            Group = Text(target, "apiGroup"),
            Resource = Text(target, "resource"),
            Subresource = subresource,
            Namespace = Text(target, "namespace"),
            Name = Verb == "create" && subresource.Length == 0 ? "" : Text(target, "name"),
        };
    }

    private static string PathOf(string uri) => Uri.UnescapeDataString(uri.Split('?', 2)[0]);

    private static JsonElement Member(JsonElement source, string name) =>
        source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement source, string name) => Member(source, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static ImmutableArray<string> Strings(JsonElement source, string name) =>
        Member(source, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
}
