using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>
/// Reads whether a request is a dry run, which changes nothing. Only what the API server follows counts, so that a parameter that it ignores cannot make
/// a request look harmless.
/// </summary>
/// <param name="uri">Path to the URI.</param>
/// <param name="request">Path to the request object.</param>
internal sealed class DryRun(JsonPath uri, JsonPath request)
{
    private readonly int _uri = AuditFields.Paths.Add(uri);
    private readonly int _optionsOfDeletion = AuditFields.Paths.Add(request / "dryRun" / JsonPath.Each);
    private readonly int _optionsOfEviction = AuditFields.Paths.Add(request / "deleteOptions" / "dryRun" / JsonPath.Each);
    private readonly int _level = AuditFields.OnDemandPaths.Add(JsonPath.Root / "level");

    private static ReadOnlySpan<byte> All => "All"u8;

    /// <summary><c>true</c> or <c>false</c>; no value for what is not an audit event.</summary>
    public FieldExtractor<AuditEvent> Extractor() =>
        (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            if (source.TryGet(AuditFields.AuditId, out var _))
            {
                values.AddText(IsDryRun(source) ? "true"u8 : "false"u8);
            }
        };

    private bool IsDryRun(AuditEvent source)
    {
        if (!source.TryGetString(AuditFields.Verb, out var verb))
        {
            return false;
        }

        if (verb.SequenceEqual("delete"u8) || verb.SequenceEqual("deletecollection"u8))
        {
            return IsDeletionDryRun(source);
        }

        var isChange = verb.SequenceEqual("create"u8) || verb.SequenceEqual("update"u8) || verb.SequenceEqual("patch"u8);
        return isChange && FollowsOptions(source, out var isEviction) && (IsInUri(source) || (isEviction && HasAll(source, _optionsOfEviction)));
    }

    // The API server reads the options from the body, and from the URI only where there is no body. That there is none is known where bodies are reported.
    private bool IsDeletionDryRun(AuditEvent source) =>
        source.TryGet(AuditFields.RequestObject, out var _) ? HasAll(source, _optionsOfDeletion)
        : source.TryGetOnDemand(_level, out var level) && source.TextOf(level).StartsWith("Request"u8) && IsInUri(source);

    private static bool FollowsOptions(AuditEvent source, out bool isEviction)
    {
        isEviction = false;
        if (!source.TryGetString(AuditFields.TargetResource, out var resource) || resource.EndsWith("reviews"u8))
        {
            return false;
        }

        if (!source.TryGetString(AuditFields.TargetSubresource, out var subresource))
        {
            return true;
        }

        isEviction = subresource.SequenceEqual("eviction"u8);
        return !(subresource.SequenceEqual("exec"u8) || subresource.SequenceEqual("attach"u8) || subresource.SequenceEqual("portforward"u8)
            || subresource.SequenceEqual("proxy"u8) || subresource.SequenceEqual("token"u8));
    }

    private bool IsInUri(AuditEvent source) => source.TryGetString(_uri, out var uri) && UriParameter.HasValue(uri, "dryRun"u8, All);

    private static bool HasAll(AuditEvent source, int path)
    {
        foreach (var range in source.Ranges(path))
        {
            if (range.IsString(source.Payload) && source.TextOf(range).SequenceEqual(All))
            {
                return true;
            }
        }

        return false;
    }
}
