using System.Text.Json;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Terminal;

/// <summary>Who did what to which object from where, with which result: what every alert about an audit event can tell.</summary>
internal sealed class AlertContext
{
    private const string User = "ka.user.name";
    private const string Impersonated = "ka.impuser.name";
    private const string Verb = "ka.verb";
    private const string Resource = "ka.target.resource";
    private const string Subresource = "ka.target.subresource";
    private const string NamespaceField = "ka.target.namespace";
    private const string Name = "ka.target.name";
    private const string RequestUri = "ka.uri";
    private const string Code = "ka.response.code";
    private const string Sources = "ka.sourceips";

    private readonly Dictionary<string, string> _values = [];

    private AlertContext()
    {
    }

    /// <summary>The fields that are read.</summary>
    public static IReadOnlyList<string> FieldNames { get; } =
    [
        User,
        Impersonated,
        Verb,
        Resource,
        Subresource,
        NamespaceField,
        Name,
        RequestUri,
        Code,
        Sources,
    ];

    /// <summary>The user, with the impersonated one; empty for none.</summary>
    public string Identity => Joined(" as ", Value(User), Value(Impersonated));

    /// <summary>The namespace of the object; empty for none.</summary>
    public string Namespace => Value(NamespaceField);

    /// <summary>The addresses that the request came from; empty for none.</summary>
    public string Addresses => Value(Sources);

    /// <summary>As in <c>jane create pods/exec shop/web from 10.0.0.1: 201</c>; empty for an event that is not an audit event.</summary>
    public string Sentence
    {
        get
        {
            var target = Value(Resource).Length == 0
                ? Value(RequestUri)
                : Joined(" ", Joined("/", Value(Resource), Value(Subresource)), Joined("/", Namespace, Value(Name)));
            var from = Addresses.Length == 0 ? "" : $"from {Addresses}";
            return Value(Verb).Length == 0 ? "" : Joined(": ", Joined(" ", Identity, Value(Verb), target, from), Value(Code));
        }
    }

    /// <summary>Reads the context of the current event from the fields of the rule's output.</summary>
    public static AlertContext Of(Rule rule, EventValues values)
    {
        var context = new AlertContext();
        foreach (var field in rule.Output.Fields.Where(field => FieldNames.Contains(field.Name)))
        {
            using var json = JsonDocument.Parse(FalcoJson.Bytes(writer => field.WriteValue(values, writer)));
            context._values[field.Name] = SafeText.Of(Text(json.RootElement));
        }

        return context;
    }

    private string Value(string field) => _values.GetValueOrDefault(field) ?? "";

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Joined(string between, params IEnumerable<string> parts) => string.Join(between, parts.Where(part => part.Length > 0));
}
