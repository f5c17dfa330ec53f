using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8sAudit.Plugin.Tests.Fields;

// The fields that say who makes a request, from where, and what is requested.
internal static partial class ReferenceFields
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    private static readonly IPNetwork[] _notPublic =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse),
        .. "::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8".Split(' ').Select(IPNetwork.Parse),
    ];

    private static IEnumerable<string>? OfRequest(ReferenceNode document, string field, string? key) => field switch
    {
        "ka.user.extra" => Extra(document, "user|extra", key),
        "ka.impuser.extra" => Extra(document, "impersonatedUser|extra", key),
        "ka.user.is_serviceaccount" => UserName(document).Select(name => name.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) ? "true" : "false"),
        "ka.user.is_node" => UserName(document).Select(name => name.StartsWith("system:node:", StringComparison.Ordinal) ? "true" : "false"),
        "ka.user.serviceaccount" => ServiceAccounts(document).Select(parts => $"{parts[0]}:{parts[1]}"),
        "ka.user.namespace" => ServiceAccounts(document).Select(parts => parts[0]),
        "ka.source.ip" or "ka.source.net" => FirstAddress(document).Select(address => address.ToString()),
        "ka.source.is_public" => FirstAddress(document).Select(address => IsPublic(address) ? "true" : "false"),
        "ka.source.any_public" => Addresses(document).ToList() is { Count: > 0 } all ? [all.Exists(IsPublic) ? "true" : "false"] : [],
        "ka.useragent.name" => document.Get("userAgent") is { Kind: JsonValueKind.String } agent && agent.Text.Split('/', ' ')[0] is { Length: > 0 } name ? [name] : [],
        "ka.target.apigroup" => Find(document, "objectRef|apiGroup", null).Where(group => group.Kind != JsonValueKind.String || group.Text.Length > 0).Select(group => group.Text),
        "ka.response.status" => Find(document, "responseStatus|code", null)
            .Where(code => code.Kind == JsonValueKind.Number && Digits().IsMatch(code.Text) && ulong.TryParse(code.Text, CultureInfo.InvariantCulture, out _))
                .Select(code => code.Text),
        "ka.latency" => LatencyOf(document),
        "ka.annotation" => key is not null && document.Get("annotations")?.Get(key) is { } annotation ? [annotation.Text] : [],
        "ka.dry_run" => [IsDryRun(document) ? "true" : "false"],
        "ka.field_selector" => Parameter(Texts(document, "requestURI", null), document, "fieldSelector"),
        "ka.label_selector" => Parameter(Texts(document, "requestURI", null), document, "labelSelector"),
        "ka.req.value" => key is not null && document.Get("requestObject") is { } request ? AtPointer(request, Tokens(key)) : [],
        "ka.resp.value" => key is not null && document.Get("responseObject") is { } response ? AtPointer(response, Tokens(key)) : [],
        "ka.req.removed" => document.Get("verb") is { Kind: JsonValueKind.String, Text: "patch" } && document.Get("requestObject") is { } patch ? Removed(patch) : [],
        "ka.req.labels" => Metadata(document, "labels").Where(member => member.Name == key).Select(member => member.Value?.Text).OfType<string>().TakeLast(1),
        "ka.req.annotations" => Metadata(document, "annotations").Where(member => member.Name == key).Select(member => member.Value?.Text).OfType<string>().TakeLast(1),
        "ka.req.label_keys" => Metadata(document, "labels").Select(member => member.Name!),
        "ka.req.annotation_keys" => Metadata(document, "annotations").Select(member => member.Name!),
        _ => null,
    };

    private static IEnumerable<ReferenceObject> Metadata(ReferenceNode document, string map) =>
        (ReferenceObject.Of(document).Root?.Find("metadata|" + map) ?? [])
            .Where(node => node.IsObject)
            .SelectMany(node => node.Children)
            .Where(member => !member.IsNull);

    private static IEnumerable<string> Extra(ReferenceNode document, string path, string? key) =>
        key is null
            ? []
            : Find(document, path, null)
                .Select(extra => extra.Get(key))
                .OfType<ReferenceNode>()
                .SelectMany(list => list.Elements)
                .Where(value => value.Kind != JsonValueKind.Null)
                .Select(value => value.Text);

    private static IEnumerable<string> UserName(ReferenceNode document) =>
        Find(document, "user|username", null).Where(name => name.Kind == JsonValueKind.String).Select(name => name.Text);

    private static IEnumerable<string[]> ServiceAccounts(ReferenceNode document) => UserName(document)
        .Where(name => name.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal))
        .Select(name => name[ServiceAccountPrefix.Length..].Split(':'))
        .Where(parts => parts is [{ Length: > 0 }, { Length: > 0 }]);

    private static IEnumerable<IPAddress> FirstAddress(ReferenceNode document) =>
        Find(document, "sourceIPs|*", null) is [var first, ..] && Address(first) is { } address ? [address] : [];

    private static IEnumerable<IPAddress> Addresses(ReferenceNode document) => Find(document, "sourceIPs|*", null).Select(Address).OfType<IPAddress>();

    private static IPAddress? Address(ReferenceNode node)
    {
        if (node.Kind != JsonValueKind.String || !AddressCharacters().IsMatch(node.Text) || !IPAddress.TryParse(node.Text, out var address))
        {
            return null;
        }

        // The platform's parser takes 10.1 and 0x0a.0.0.1, too.
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return node.Text.Contains(':', StringComparison.Ordinal) || address.ToString() == node.Text ? address : null;
    }

    private static bool IsPublic(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 && IPNetwork.Parse("64:ff9b::/96").Contains(address)
            ? IsPublic(new IPAddress(bytes[12..]))
            : !_notPublic.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }

    private static IEnumerable<string> LatencyOf(ReferenceNode document)
    {
        var (start, end) = (document.Get("requestReceivedTimestamp"), document.Get("stageTimestamp"));
        return start is { Kind: JsonValueKind.String } && end is { Kind: JsonValueKind.String }
            && K8sAudit.Plugin.Fields.Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(start.Text), out var from)
            && K8sAudit.Plugin.Fields.Rfc3339.TryParse(System.Text.Encoding.UTF8.GetBytes(end.Text), out var to)
            && to >= from
                ? [(to - from).ToString(CultureInfo.InvariantCulture)]
                : [];
    }

    private static bool IsDryRun(ReferenceNode document)
    {
        var verb = document.Get("verb") is { Kind: JsonValueKind.String } text ? text.Text : "";
        var inUri = document.Get("requestURI") is { Kind: JsonValueKind.String, Text: var uri } && uri.Contains('?', StringComparison.Ordinal)
            && uri[(uri.IndexOf('?', StringComparison.Ordinal) + 1)..]
                .Split('&')
                .Where(pair => pair.Length > 0 && !BrokenPair().IsMatch(pair))
                .Select(pair => pair.Split('=', 2))
                .Any(pair => pair.Length == 2 && Decode(pair[0]) == "dryRun" && Decode(pair[1]) == "All");
        var request = document.Get("requestObject");
        switch (verb)
        {
            case "delete" or "deletecollection":
                return request is null
                    ? inUri && document.Get("level")?.Text.StartsWith("Request", StringComparison.Ordinal) == true
                    : HasAll(request);
            case "create" or "update" or "patch":
                var resource = document.Get("objectRef")?.Get("resource");
                var subresource = document.Get("objectRef")?.Get("subresource") is { Kind: JsonValueKind.String } sub ? sub.Text : "";
                return resource is { Kind: JsonValueKind.String } && !resource.Text.EndsWith("reviews", StringComparison.Ordinal)
                    && subresource is not ("exec" or "attach" or "portforward" or "proxy" or "token")
                    && (inUri || (subresource == "eviction" && request?.Get("deleteOptions") is { } options && HasAll(options)));
            default:
                return false;
        }
    }

    private static bool HasAll(ReferenceNode options) =>
        options.Get("dryRun")?.Elements.Any(element => element is { Kind: JsonValueKind.String, Text: "All" }) == true;

    private static string[] Tokens(string pointer) => pointer.Length == 0 ? [] : (pointer[0] == '/' ? pointer[1..] : pointer).Split('/');

    private static IEnumerable<string> AtPointer(ReferenceNode node, string[] tokens)
    {
        if (tokens.Length == 0)
        {
            return node.Kind == JsonValueKind.Null ? [] : [node.Text];
        }

        var name = tokens[0].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        var below = tokens[0] == "*" ? [.. node.Members.Values, .. node.Elements]
            : node.Members.TryGetValue(name, out var member) ? [member]
            : Digits().IsMatch(tokens[0])
                && int.TryParse(tokens[0], CultureInfo.InvariantCulture, out var index)
                && index < node.Elements.Count ? [node.Elements[index]]
            : Array.Empty<ReferenceNode>();
        return below.SelectMany(one => AtPointer(one, tokens[1..]));
    }

    private static IEnumerable<string> Removed(ReferenceNode patch) => patch.Kind == JsonValueKind.Array
        ? patch.Elements.Select(RemovedBy)
            .OfType<ReferenceNode>()
            .Where(path => path.Kind == JsonValueKind.String && System.Text.Encoding.UTF8.GetByteCount(path.Text) <= 512)
            .Select(path => path.Text)
        : Nulls(patch, "");

    private static ReferenceNode? RemovedBy(ReferenceNode operation) => operation.Get("op") is not { Kind: JsonValueKind.String, Text: var op } ? null
        : op == "remove" ? operation.Get("path")
        : op == "move" ? operation.Get("from")
        : null;

    private static IEnumerable<string> Nulls(ReferenceNode node, string path) => node.Members.SelectMany(member =>
    {
        var pointer = $"{path}/{member.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
        return System.Text.Encoding.UTF8.GetByteCount(pointer) > 512 ? [] : member.Value.Kind == JsonValueKind.Null ? [pointer] : Nulls(member.Value, pointer);
    });

    [GeneratedRegex("^(0|[1-9][0-9]*)$")]
    private static partial Regex Digits();

    [GeneratedRegex("^[0-9A-Fa-f:.]+$")]
    private static partial Regex AddressCharacters();
}
