namespace K8sAudit.Runner.AuditPolicies;

/// <summary>What the fields of rules tell of a request: the attribute that a field is, and the level that an event needs for it to have a value.</summary>
internal static class PolicyFields
{
    private static readonly Dictionary<string, RequestAttribute> _attributes = new()
    {
        ["ka.verb"] = RequestAttribute.Verb,
        ["ka.target.resource"] = RequestAttribute.Resource,
        ["ka.target.subresource"] = RequestAttribute.Subresource,
        ["ka.target.apigroup"] = RequestAttribute.Group,
        ["ka.target.namespace"] = RequestAttribute.Namespace,
        ["ka.user.name"] = RequestAttribute.User,
        ["ka.user.groups"] = RequestAttribute.UserGroup,
        ["ka.uri"] = RequestAttribute.Path,
        ["ka.stage"] = RequestAttribute.Stage,
        ["jevt.value[/verb]"] = RequestAttribute.Verb,
        ["jevt.value[/objectRef/resource]"] = RequestAttribute.Resource,
        ["jevt.value[/objectRef/subresource]"] = RequestAttribute.Subresource,
        ["jevt.value[/objectRef/apiGroup]"] = RequestAttribute.Group,
        ["jevt.value[/objectRef/namespace]"] = RequestAttribute.Namespace,
        ["jevt.value[/user/username]"] = RequestAttribute.User,
        ["jevt.value[/stage]"] = RequestAttribute.Stage,
    };

    // Each field of the plugin k8saudit is in one of these groups, or is read from a body.
    private static readonly string[] _withoutBody =
    [
        "ka.auditid", "ka.stage", "ka.level", "ka.verb", "ka.uri", "ka.auth.", "ka.user.", "ka.impuser.", "ka.useragent", "ka.source",
        "ka.target.", "ka.response.", "ka.latency", "ka.annotation", "ka.dry_run", "ka.field_selector", "ka.label_selector", "ka.exec.",
        "ka.validations.", "ka.security.", "ka.cluster.", "ka.truncated",
    ];

    /// <summary>The attribute that a field is; null for any other field.</summary>
    /// <param name="field">The field with its argument.</param>
    public static RequestAttribute? Attribute(string field) => _attributes.TryGetValue(field, out var attribute) ? attribute : null;

    /// <summary>The least level at which a field can have a value.</summary>
    /// <param name="field">The field with its argument.</param>
    public static AuditLevel Level(string field) =>
        Begins(field, "ka.resp.") || Begins(field, "jevt.value[/responseObject") ? AuditLevel.RequestResponse
        : Begins(field, "jevt.value[/requestObject") ? AuditLevel.Request
        : Begins(field, "ka.") && !Array.Exists(_withoutBody, prefix => Begins(field, prefix)) ? AuditLevel.Request
        : AuditLevel.Metadata;

    private static bool Begins(string field, string prefix) => field.StartsWith(prefix, StringComparison.Ordinal);
}
