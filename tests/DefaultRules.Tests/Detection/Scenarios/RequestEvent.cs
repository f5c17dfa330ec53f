using System.Text.Json;
using System.Text.Json.Nodes;

namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>
/// The audit event of a request that a scenario describes in short:
/// <code>
/// by: web                                    # an identity, or the name of a user
/// do: patch apps/v1 deployments shop/web     # verb, group and version, resource, namespace/name; or verb and path: get /debug/pprof/heap
/// query: dryRun=All                          # what follows the path
/// pod: {hostPID: true}                       # the specification of the pod in the object of the request
/// </code>
/// <c>body</c> and <c>response</c> are the objects as a whole, <c>after</c> is the specification of the pod in the object of the response, <c>code</c> the
/// response code, <c>agent</c> and <c>address</c> the client, <c>as</c> the impersonated user, and <c>set</c> replaces members of the event.
/// </summary>
internal static class RequestEvent
{
    private const string Time = "2026-11-25T09:00:00.000000Z";

    private static int _count;

    public static string Json(JsonObject request)
    {
        var identity = Identity.Of((string)request["by"]!);
        var target = RequestTarget.Parse((string)request["do"]!);
        var code = (int?)request["code"] ?? (target.Verb == "create" ? 201 : 200);
        var json = new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "audit.k8s.io/v1",
            ["level"] = "RequestResponse",
            ["auditID"] = $"00000000-0000-4000-8000-{Interlocked.Increment(ref _count):x12}",
            ["stage"] = "ResponseComplete",
            ["requestURI"] = target.Path + (request["query"] is { } query ? $"?{query}" : ""),
            ["verb"] = target.Verb,
            ["user"] = User(identity.User, identity.Groups),
            ["sourceIPs"] = new JsonArray((string?)request["address"] ?? identity.Address),
            ["userAgent"] = (string?)request["agent"] ?? identity.Agent,
            ["responseStatus"] = Status(code, identity, target),
            ["requestReceivedTimestamp"] = Time,
            ["stageTimestamp"] = Time,
            ["annotations"] = Annotations(code),
        };
        Add(json, "objectRef", target.ObjectReference());
        Add(json, "impersonatedUser", Impersonated(request["as"]));
        Add(json, "requestObject", request["body"]?.DeepClone() ?? WorkloadObject.With(request["pod"], target));
        Add(json, "responseObject", request["response"]?.DeepClone() ?? WorkloadObject.With(request["after"], target with { Verb = "create" }));
        foreach (var (name, value) in request["set"]?.AsObject() ?? [])
        {
            json[name] = value?.DeepClone();
        }

        return json.ToJsonString();
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private static JsonObject User(string name, string[] groups) =>
        new() { ["username"] = name, ["groups"] = JsonSerializer.SerializeToNode(groups) };

    // The name of a user, or the members of impersonatedUser.
    private static JsonNode? Impersonated(JsonNode? user) =>
        user is JsonValue name && Identity.Of(name.ToString()) is var identity ? User(identity.User, identity.Groups) : user?.DeepClone();

    private static JsonObject Status(int code, Identity identity, RequestTarget target) => code switch
    {
        403 => new()
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["reason"] = "Forbidden",
            ["message"] = $"{target.Resource} is forbidden: User \"{identity.User}\" cannot {target.Verb} resource \"{target.Resource}\" in API group \"{target.Group}\"",
            ["code"] = code,
        },
        _ => new() { ["metadata"] = new JsonObject(), ["code"] = code },
    };

    private static JsonObject Annotations(int code) => code switch
    {
        401 => [],
        403 => new() { ["authorization.k8s.io/decision"] = "forbid", ["authorization.k8s.io/reason"] = "" },
        _ => new() { ["authorization.k8s.io/decision"] = "allow", ["authorization.k8s.io/reason"] = "RBAC: allowed by ClusterRoleBinding \"ops\"" },
    };
}
