namespace K8sAudit.Runner.EventFields;

/// <summary>Who requested what of which object, as text for people, from the values of an audit event's fields.</summary>
/// <param name="value">The value of a field by its name; empty for none.</param>
internal readonly struct RequestText(Func<string, string> value)
{
    /// <summary>The field of the verb; an event without it is not an audit event.</summary>
    public const string Verb = "ka.verb";

    /// <summary>The field of the response code.</summary>
    public const string Code = "ka.response.code";

    /// <summary>The field of the object's namespace.</summary>
    public const string Namespace = "ka.target.namespace";

    private const string User = "ka.user.name";
    private const string Impersonated = "ka.impuser.name";
    private const string Resource = "ka.target.resource";
    private const string Subresource = "ka.target.subresource";
    private const string Name = "ka.target.name";
    private const string RequestUri = "ka.uri";

    /// <summary>The fields that are read.</summary>
    public static IReadOnlyList<string> Fields { get; } = [User, Impersonated, Verb, Resource, Subresource, Namespace, Name, RequestUri, Code];

    /// <summary>The user, with the impersonated one, as in <c>jane as root</c>; empty for none.</summary>
    public string Identity => Joined(" as ", value(User), value(Impersonated));

    /// <summary>The object as in <c>pods/exec shop/web</c>; the URI for a request without one.</summary>
    public string Target => value(Resource).Length == 0
        ? value(RequestUri)
        : Joined(" ", Joined("/", value(Resource), value(Subresource)), Joined("/", value(Namespace), value(Name)));

    /// <summary>The parts that are not empty, with a text between them.</summary>
    public static string Joined(string between, params IEnumerable<string> parts) => string.Join(between, parts.Where(part => part.Length > 0));
}
