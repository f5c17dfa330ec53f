using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using FalcoPlugin.Json;
using K8sAudit.Plugin.Events.Truncation;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests.Events.Truncation;

/// <summary>What rules select by a pointer or by a name is kept in a truncated event, whatever pads the event.</summary>
public sealed partial class KeptPathsTests : IDisposable
{
    private const int Limit = 64 * 1024;

    private readonly FieldProbe<AuditEvent> _probe = new();

    private static readonly string _addresses = Many(10_000, i => $"\"10.0.{i / 250}.{i % 250}\"");
    private static readonly string _map = Many(700, i => $"\"a{i}{new string('x', 300)}\":\"v\"");

    // What an @ stands for in the objects below.
    private static readonly (string Name, string Json)[] _paddings =
    [
        ("@metadata", "{\"labels\":{@map},\"annotations\":{@map}}"), ("@map", _map), ("@addresses", _addresses), ("@certificateRequest", CertificateRequest()),
    ];

    /// <summary>Field, argument, value, and a request in which the value is behind padding.</summary>
    public static TheoryData<string, string?, string, string> PaddedRequests => new()
    {
        { "ka.req.value", "/spec/devices/requests/*/exactly/adminAccess", "true", """{"spec":{"devices":{"requests":[{"exactly":{"adminAccess":true}}]}}}""" },
        { "ka.req.value", "/metadata/finalizers", "[]", """{"metadata":{"finalizers":[]}}""" },
        { "ka.req.value", "/spec/egress/*", "{}", """{"spec":{"egress":[{}]}}""" },
        { "ka.req.value", "/metadata/labels/istio-injection", "disabled", """{"metadata":{"labels":{@map,"istio-injection":"disabled"}}}""" },
        { "ka.req.annotations", "iam.gke.io/gcp-service-account", "a@b", """{"kind":"ServiceAccount","metadata":{"annotations":{@map,"iam.gke.io/gcp-service-account":"a@b"}}}""" },
        { "ka.pod.mirror", null, "true", """{"kind":"Pod","metadata":{"annotations":{@map,"kubernetes.io/config.mirror":"h"}},"spec":{"containers":[{"name":"a"}]}}""" },
        { "ka.csr.organizations", null, "system:masters", """{"kind":"CertificateSigningRequest","apiVersion":"certificates.k8s.io/v1","spec":{"request":"@certificateRequest","usages":["client auth"]}}""" },
        {
            "ka.pod.privileged", null, "true",
            """
            {"kind":"Deployment","apiVersion":"apps/v1","metadata":@metadata,"spec":{"template":{"metadata":@metadata,
            "spec":{"containers":[{"name":"a","securityContext":{"privileged":true}}]}}}}
            """
        },
        { "ka.req.value", "/0/value/resources/*", "secrets", """[{"op":"add","path":"/rules/-","value":{"apiGroups":[@addresses],"resources":["secrets"],"verbs":["get"]}}]""" },
        { "ka.req.value", "/0/value/metadata/labels/istio-injection", "disabled", """[{"op":"add","path":"","value":{"metadata":{"labels":{@map,"istio-injection":"disabled"}}}}]""" },
    };

    private static IEnumerable<string> Rules => Directory.EnumerateFiles(RepositoryFiles.PathOf("rules"), "*.yaml").Select(File.ReadAllText);

    private static IEnumerable<string> Pointers => Rules.SelectMany(rules => Pointer().Matches(rules)).Select(match => match.Groups[1].Value);

    public void Dispose() => _probe.Dispose();

    [Theory]
    [MemberData(nameof(PaddedRequests))]
    public void Padding_does_not_hide(string field, string? argument, string value, string request)
    {
        var bytes = Encoding.UTF8.GetBytes(Event(request));
        var output = new byte[Limit];
        Assert.True(bytes.Length > Limit);
        Assert.True(EventTruncator.TryTruncate(bytes, output, KeptPaths.Trie, out var written));
        _probe.Load(output.AsSpan(0, written));
        Assert.Contains(value, _probe.Read(FieldCase.FieldOf(field), argument).Values);
    }

    [Fact]
    public void Every_pointer_of_the_default_rules_selects_what_is_kept() => Assert.Equal([], Pointers.Where(pointer => !Step(pointer).HasPathsBelow));

    [Fact]
    public void Every_label_and_annotation_that_the_default_rules_name_has_a_share_of_its_own()
    {
        string[] names =
        [
            .. Rules.SelectMany(rules => Named().Matches(rules))
                .Select(match => $"/metadata/{match.Groups[1].Value}/{match.Groups[2].Value.Replace("/", "~1", StringComparison.Ordinal)}"),
            .. Pointers.Where(pointer => LabelOrAnnotation().IsMatch(pointer)),
        ];
        Assert.NotEmpty(names);
        Assert.Equal([], names.Where(pointer => !Step(pointer).IsValueOfPath));
    }

    private static JsonPathStep Step(string pointer) =>
        pointer.Split('/').Skip(1).Aggregate(KeptPaths.Trie.Start.Member("requestObject"u8), (step, name) => name is "*" or ['0', ..]
            ? step.Element()
            : step.Member(Encoding.UTF8.GetBytes(name.Replace("~1", "/", StringComparison.Ordinal))));

    // The addresses come first, as an API server writes them.
    private static string Event(string request) => _paddings.Aggregate(
        $$"""
        {"kind":"Event","auditID":"a-1","stage":"ResponseComplete","verb":"create","sourceIPs":[@addresses],
        "objectRef":{{Reference(request)}},"requestObject":{{request}}}
        """,
        (json, padding) => json.Replace(padding.Name, padding.Json, StringComparison.Ordinal));

    private static string Reference(string request) =>
        $$"""{"resource":"{{Kind().Match(request).Groups[1].Value.ToLowerInvariant()}}s","apiGroup":"{{Group().Match(request).Groups[1].Value}}"}""";

    // It is longer than a string of a list may be.
    private static string CertificateRequest()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mallory, O=system:masters", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(request.CreateSigningRequestPem()));
    }

    private static string Many(int count, Func<int, string> one) => string.Join(',', Enumerable.Range(0, count).Select(one));

    [GeneratedRegex(@"ka\.re(?:q|sp)\.value\[([^\]]+)\]")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"ka\.req\.(labels|annotations)\[([^\]]+)\]")]
    private static partial Regex Named();

    [GeneratedRegex("\"kind\":\"(\\w+)\"")]
    private static partial Regex Kind();

    [GeneratedRegex("\"apiVersion\":\"([a-z.0-9]+)/")]
    private static partial Regex Group();

    [GeneratedRegex("^/metadata/(labels|annotations)/")]
    private static partial Regex LabelOrAnnotation();
}
