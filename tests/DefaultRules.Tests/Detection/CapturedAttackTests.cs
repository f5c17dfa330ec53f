using System.Text.Json;

namespace DefaultRules.Tests.Detection;

/// <summary>
/// The captured techniques of a kube-apiserver 1.36, all of them used by one person: what that person changes, and each request to a subresource, is reported
/// under the person's name, and not only under that of a controller that acts later.
/// </summary>
public class CapturedAttackTests
{
    private const string Capture = "kube-1.36-attacks.jsonl";
    private const string Person = "kubernetes-admin";
    private const int Changes = 160;

    private static readonly string[] _changingVerbs = ["create", "update", "patch", "delete", "deletecollection"];
    private static readonly string[] _quietPriorities = ["Informational", "Debug"];

    // What is not reported at NOTICE or higher, and why.
    private static readonly (string Request, string Why)[] _notReported =
    [
        ("create configmaps prod/nul 201", "harmless content; logged as K8s ConfigMap Created"),
        ("create cronjobs kube-system/backup 201", "the first half of a technique: its change is reported"),
        ("create persistentvolumeclaims prod/c-root 201", "a claim; the volume with a path of the host is reported"),
        ("create pods prod 400", "not a pod: the API server rejects the body"),
        ("create pods prod 400", "not a pod: the API server rejects the body"),
        ("create pods/eviction prod/p-caps 201", "evictions are how nodes are drained"),
        ("create secrets victim2/s 201", "a secret of its own; logged as K8s Secret Created"),
        ("create serviceaccounts/token prod/web 201", "an hour, the usual audience, by a person; logged as K8s Serviceaccount Created"),
        ("create services prod/flip 201", "of type ClusterIP; its change to another type is reported"),
        ("create services prod/sv 201", "of type ClusterIP"),
        ("create subjectaccessreviews  201", "a question about one right, as API servers of extensions ask it"),
        ("create tokenreviews  201", "a check of a token, as API servers of extensions do it"),
        ("delete configmaps prod/ssa-json 200", "dryRun=All: nothing is deleted"),
        ("get ../secrets prod/prod 404", "there is no such object"),
        ("get pods/resize prod/plain 200", "reads the resources of a pod"),
        ("get services/status prod/lb 200", "reads the status of a service"),
        ("patch configmaps prod/cb 415", "not a patch: the API server rejects the body"),
        ("patch configmaps prod/ssa-json 200", "harmless content"),
        ("patch configmaps prod/ssa-json 201", "harmless content; logged as K8s ConfigMap Created"),
        ("patch deployments/scale prod/shop 200", "to no replicas; as an outage of one's own it is everyday work"),
        ("patch deployments/scale prod/shop 200", "back to one replica"),
        ("patch namespaces strict/strict 200", "to a stricter level of Pod Security"),
    ];

    [Fact]
    public void What_the_person_does_is_reported_under_the_name_of_the_person()
    {
        var reported = ReportedRequests();
        var requests = DetectionFile.Lines(Capture).Where(IsChange).DistinctBy(AuditId).ToList();
        var missing = requests.Where(request => !reported.Contains(AuditId(request))).Select(Text).Order(StringComparer.Ordinal);

        Assert.Equal(_notReported.Select(row => row.Request), missing);
        Assert.Equal(Changes, requests.Count);
        Assert.All(_notReported, row => Assert.NotEmpty(row.Why));
    }

    // The audit IDs of the events with an alert of NOTICE or higher that names the person.
    private static HashSet<string> ReportedRequests() =>
    [
        .. Runner.Output("-o", "json_output=true", "-o", "append_output[]={extra_fields: [ka.auditid, ka.user.name]}", DetectionFile.PathOf(Capture))
            .Split('\n')
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(alert => !_quietPriorities.Contains(alert.GetProperty("priority").GetString()))
            .Select(alert => alert.GetProperty("output_fields"))
            .Where(fields => fields.GetProperty("ka.user.name").GetString() == Person)
            .Select(fields => fields.GetProperty("ka.auditid").GetString()!),
    ];

    private static bool IsChange(JsonElement request) => request.GetProperty("user").GetProperty("username").GetString() == Person
        && (_changingVerbs.Contains(request.GetProperty("verb").GetString()) || Target(request, "subresource").Length > 0);

    private static string AuditId(JsonElement request) => request.GetProperty("auditID").GetString()!;

    private static string Text(JsonElement request)
    {
        var subresource = Target(request, "subresource") is { Length: > 0 } below ? $"/{below}" : "";
        var place = Target(request, "namespace");
        place = Target(request, "name") is { Length: > 0 } name ? $"{place}/{name}" : place;
        return $"{request.GetProperty("verb")} {Target(request, "resource")}{subresource} {place} {request.GetProperty("responseStatus").GetProperty("code")}";
    }

    private static string Target(JsonElement request, string member) =>
        request.TryGetProperty("objectRef", out var target) && target.TryGetProperty(member, out var value) ? value.GetString()! : "";
}
