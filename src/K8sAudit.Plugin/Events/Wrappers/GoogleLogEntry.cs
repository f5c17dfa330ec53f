using System.Buffers.Text;
using System.Globalization;
using FalcoPlugin.Json;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>
/// Converts a LogEntry of Google Cloud, in which GKE writes an audit event as a Cloud Audit Log, to an audit event. The names of the members are those of
/// cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog. GKE leaves out the groups of the user and the request's URI; the URI is
/// that of the object here, without its query.
/// </summary>
internal static class GoogleLogEntry
{
    // The conversion copies each part of the entry at most three times.
    private const int MaxCopies = 3;
    private const int MaxAddition = 1024;

    // HTTP statuses of the codes of google.rpc.Status, by their number.
    private static readonly int[] _statuses = [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401];

    private static ReadOnlySpan<byte> MethodPrefix => "io.k8s."u8;

    /// <summary>An upper bound of the length of the event.</summary>
    public static int MaxLength(int length) => checked(length * MaxCopies + MaxAddition);

    /// <summary>Converts an entry.</summary>
    /// <param name="json">A text.</param>
    /// <param name="range">The range of the entry.</param>
    /// <param name="payloadName">The name of its payload: <c>protoPayload</c>, or <c>protopayload_auditlog</c> in BigQuery.</param>
    /// <param name="target">Receives the event.</param>
    /// <param name="length">Its length.</param>
    /// <returns>False if the entry is not that of a request to a Kubernetes API server.</returns>
    public static bool TryConvert(ReadOnlySpan<byte> json, JsonRange range, ReadOnlySpan<byte> payloadName, Span<byte> target, out int length)
    {
        length = 0;
        var entry = new JsonLookup(json, range);
        var payload = entry.Of(payloadName);
        var method = payload.Text("methodName"u8);
        if (payload.Text("serviceName"u8) is { IsEmpty: false } service && !service.SequenceEqual("k8s.io"u8))
        {
            return false;
        }

        if (method.LastIndexOf((byte)'.') is var dot && (dot < 0 || (!method.StartsWith(MethodPrefix) && !IsCluster(entry))))
        {
            return false;
        }

        var writer = new EventWriter(target);
        writer.Begin();
        WriteRequest(entry, payload, method, method[(dot + 1)..], ref writer);
        WriteUser(payload, ref writer);
        WriteObjects(payload, ref writer);
        length = writer.End();
        return true;
    }

    private static bool IsCluster(JsonLookup entry) => entry.Text("resource/type"u8).SequenceEqual("k8s_cluster"u8);

    private static void WriteRequest(JsonLookup entry, JsonLookup payload, ReadOnlySpan<byte> method, ReadOnlySpan<byte> verb, ref EventWriter writer)
    {
        var id = entry.Text("operation/id"u8);
        writer.Text("auditID"u8, id.IsEmpty ? entry.Text("insertId"u8) : id);
        writer.Text("level"u8, LevelOf(payload));
        writer.Text("stage"u8, entry.Value("operation/last"u8).SequenceEqual("false"u8) ? "ResponseStarted"u8 : "ResponseComplete"u8);
        writer.Text("verb"u8, verb);
        WriteTarget(payload.Text("resourceName"u8), method, ref writer);
        writer.Value("stageTimestamp"u8, entry.Value("timestamp"u8));
        writer.Value("requestReceivedTimestamp"u8, entry.Value("timestamp"u8));
        writer.Value("annotations"u8, entry.Value("labels"u8));
    }

    private static ReadOnlySpan<byte> LevelOf(JsonLookup payload) =>
        !payload.Value("response"u8).IsEmpty || !payload.Value("responseJson"u8).IsEmpty ? "RequestResponse"u8
        : !payload.Value("request"u8).IsEmpty || !payload.Value("requestJson"u8).IsEmpty ? "Request"u8
        : "Metadata"u8;

    // BigQuery has objects as JSON in strings.
    private static ReadOnlySpan<byte> ObjectOf(JsonLookup payload, ReadOnlySpan<byte> name, ReadOnlySpan<byte> textName, ref byte[] scratch)
    {
        var value = payload.Value(name);
        var text = value.IsEmpty ? payload.Value(textName) : default;
        if (text.IsEmpty || text[0] != '"')
        {
            return value;
        }

        var json = JsonText.Read(text, ref scratch);
        return JsonScanner.SkipValue(json, 0) == json.Length ? json : default;
    }

    // GROUP/VERSION/namespaces/NAMESPACE/RESOURCE/NAME/SUBRESOURCE, the group of the core API being core.
    private static void WriteTarget(ReadOnlySpan<byte> name, ReadOnlySpan<byte> method, ref EventWriter writer)
    {
        if (name.IsEmpty)
        {
            return;
        }

        var isCore = name.StartsWith("core/"u8);
        writer.Name("requestURI"u8);
        writer.Append(isCore ? "\"/api/"u8 : name[0] == '/' ? "\""u8 : "\"/apis/"u8);
        writer.Append(isCore ? name["core/"u8.Length..] : name);
        writer.Append("\""u8);
        if (!method.StartsWith(MethodPrefix) || name[0] == '/')
        {
            return;
        }

        var group = Take(ref name);
        var version = Take(ref name);
        var first = Take(ref name);
        var isNamespaced = first.SequenceEqual("namespaces"u8) && name.Contains((byte)'/');
        var space = isNamespaced ? Namespace(Take(ref name)) : default;
        var resource = isNamespaced ? Take(ref name) : first;
        var target = Take(ref name);
        writer.Name("objectRef"u8);
        writer.Append("{"u8);
        writer.Text("apiGroup"u8, isCore ? default : group);
        writer.Text("apiVersion"u8, version);
        writer.Text("resource"u8, resource);
        writer.Text("namespace"u8, isNamespaced ? space : first.SequenceEqual("namespaces"u8) ? target : default);
        writer.Text("name"u8, target);
        writer.Text("subresource"u8, name);
        writer.Append("}"u8);
    }

    // Some exports have a word such as None in the place of the namespace of an object of the cluster; names of namespaces are in lower case.
    private static ReadOnlySpan<byte> Namespace(ReadOnlySpan<byte> name) => name.ContainsAnyInRange((byte)'A', (byte)'Z') ? default : name;

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> path)
    {
        var end = path.IndexOf((byte)'/');
        var step = end < 0 ? path : path[..end];
        path = end < 0 ? default : path[(end + 1)..];
        return step;
    }

    private static void WriteUser(JsonLookup payload, ref EventWriter writer)
    {
        writer.Name("user"u8);
        writer.Append("{"u8);
        writer.Text("username"u8, payload.Text("authenticationInfo/principalEmail"u8));
        writer.Append("}"u8);
        var impersonated = payload.Text("authenticationInfo/authoritySelector"u8);
        if (!impersonated.IsEmpty)
        {
            writer.Name("impersonatedUser"u8);
            writer.Append("{"u8);
            writer.Text("username"u8, impersonated);
            writer.Append("}"u8);
        }

        var address = payload.Value("requestMetadata/callerIp"u8);
        if (!address.IsEmpty)
        {
            writer.Name("sourceIPs"u8);
            writer.Append("["u8);
            writer.Append(address);
            writer.Append("]"u8);
        }

        writer.Text("userAgent"u8, payload.Text("requestMetadata/callerSuppliedUserAgent"u8));
    }

    private static void WriteObjects(JsonLookup payload, ref EventWriter writer)
    {
        writer.Name("responseStatus"u8);
        writer.Append("{\"code\":"u8);
        Span<byte> digits = stackalloc byte[8];
        _ = StatusOf(payload).TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        writer.Append(digits[..count]);
        writer.Text("message"u8, payload.Text("status/message"u8));
        writer.Append("}"u8);
        byte[] scratch = [];
        writer.Value("requestObject"u8, ObjectOf(payload, "request"u8, "requestJson"u8, ref scratch));
        writer.Value("responseObject"u8, ObjectOf(payload, "response"u8, "responseJson"u8, ref scratch));
    }

    // The response of a failed request is a Status with the HTTP status. A create that succeeds is a 201, which google.rpc.Status cannot tell.
    private static int StatusOf(JsonLookup payload)
    {
        if (Utf8Parser.TryParse(payload.Value("response/code"u8), out int http, out _) && http is >= 100 and <= 599)
        {
            return http;
        }

        var isCode = Utf8Parser.TryParse(payload.Value("status/code"u8), out int code, out _);
        var isCreate = payload.Text("methodName"u8).EndsWith(".create"u8);
        return !isCode || code == 0 ? isCreate ? 201 : 200 : code is > 0 and <= 16 ? _statuses[code] : code is >= 100 and <= 599 ? code : 500;
    }
}
