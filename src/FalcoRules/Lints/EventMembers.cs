using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Lints;

/// <summary>The members of audit events (<c>audit.k8s.io</c>), as far as their names are fixed, and JSON pointers that lead to none of them.</summary>
internal static class EventMembers
{
    private const string Root = "";

    private static readonly ImmutableArray<(string Parent, ImmutableArray<string> Members)> _all =
    [
        (Root,
        [
            "kind", "apiVersion", "metadata", "level", "timestamp", "auditID", "stage", "requestURI", "verb", "user", "impersonatedUser", "sourceIPs",
            "userAgent", "objectRef", "responseStatus", "requestObject", "responseObject", "requestReceivedTimestamp", "stageTimestamp", "annotations",
            "authenticationMetadata",
        ]),
        ("user", ["username", "uid", "groups", "extra"]),
        ("impersonatedUser", ["username", "uid", "groups", "extra"]),
        ("objectRef", ["resource", "namespace", "name", "uid", "apiGroup", "apiVersion", "resourceVersion", "subresource"]),
        ("responseStatus", ["kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"]),
    ];

    /// <summary>Names of members that other programs have, or that are below another member.</summary>
    private static readonly ImmutableArray<(string Other, string Pointer)> _others =
    [
        ("username", "/user/username"), ("groups", "/user/groups"), ("namespace", "/objectRef/namespace"), ("resource", "/objectRef/resource"),
        ("subresource", "/objectRef/subresource"), ("name", "/objectRef/name"), ("code", "/responseStatus/code"), ("spec", "/requestObject/spec"),
    ];

    /// <summary>The message about a pointer that leads to no member; null for one that may lead to a value.</summary>
    /// <param name="pointer">The pointer, as in <c>/user/username</c>. The slash at its beginning may be missing, as in the original plugin.</param>
    public static string? Check(string pointer)
    {
        var tokens = pointer.TrimStart('/').Split('/');
        if (tokens is [var dotted] && dotted.Contains('.'))
        {
            return LintMessages.DottedPointer(pointer, $"/{dotted.Replace('.', '/')}");
        }

        return tokens[0].Length == 0 ? null : Check(pointer, Root, tokens[0]) ?? (tokens.Length > 1 ? Check(pointer, tokens[0], tokens[1]) : null);
    }

    private static string? Check(string pointer, string parent, string member)
    {
        var members = _all.FirstOrDefault(row => row.Parent == parent).Members;
        return members.IsDefault || members.Contains(member) ? null : LintMessages.NoMember(pointer, parent, member, Instead(parent, member, members));
    }

    /// <summary>The pointer that was probably meant, as far as the member; null if it is not known.</summary>
    private static string? Instead(string parent, string member, ImmutableArray<string> members)
    {
        var near = members.FirstOrDefault(name => name.Equals(member.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
            ?? members.FirstOrDefault(name => parent.Length > 0
                && (name.EndsWith(member, StringComparison.OrdinalIgnoreCase) || member.EndsWith(name, StringComparison.OrdinalIgnoreCase)))
            ?? NearestName.Find(member, members);
        return near is not null ? (parent.Length == 0 ? $"/{near}" : $"/{parent}/{near}")
            : parent.Length == 0 ? _others.FirstOrDefault(row => row.Other == member).Pointer
            : null;
    }
}
