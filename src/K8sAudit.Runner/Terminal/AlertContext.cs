using System.Text.Json;
using FalcoRules;
using FalcoRules.Evaluation;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Json;

namespace K8sAudit.Runner.Terminal;

/// <summary>Who did what to which object from where, with which result: what every alert about an audit event can tell.</summary>
internal sealed class AlertContext
{
    private const string Sources = "ka.sourceips";

    private readonly Dictionary<string, string> _values = [];

    private AlertContext()
    {
    }

    /// <summary>The fields that are read.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = [.. RequestText.Fields, Sources];

    /// <summary>The user, with the impersonated one; empty for none.</summary>
    public string Identity => Request.Identity;

    /// <summary>The namespace of the object; empty for none.</summary>
    public string Namespace => Value(RequestText.Namespace);

    /// <summary>The addresses that the request came from; empty for none.</summary>
    public string Addresses => Value(Sources);

    /// <summary>As in <c>jane create pods/exec shop/web from 10.0.0.1: 201</c>; empty for an event that is not an audit event.</summary>
    public string Sentence
    {
        get
        {
            var from = Addresses.Length == 0 ? "" : $"from {Addresses}";
            return Value(RequestText.Verb) is { Length: > 0 } verb
                ? RequestText.Joined(": ", RequestText.Joined(" ", Identity, verb, Request.Target, from), Value(RequestText.Code))
                : "";
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

    private RequestText Request => new(Value);

    private string Value(string field) => _values.GetValueOrDefault(field) ?? "";

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
