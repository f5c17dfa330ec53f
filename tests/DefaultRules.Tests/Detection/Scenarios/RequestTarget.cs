using System.Text.Json.Nodes;

namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>What a request asks for.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Version">The API version; empty for a path that is no resource.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Subresource">The subresource; empty for none. What follows it belongs to the path only.</param>
/// <param name="Namespace">The namespace; empty for none.</param>
/// <param name="Name">The name; empty for none.</param>
/// <param name="Path">The path of the URI.</param>
internal sealed record RequestTarget(string Verb, string Group, string Version, string Resource, string Subresource, string Namespace, string Name, string Path)
{
    /// <summary>Reads <c>verb group/version resource/subresource namespace/name</c>, or <c>verb path</c>.</summary>
    public static RequestTarget Parse(string text)
    {
        var words = text.Split(' ');
        if (words[1].StartsWith('/'))
        {
            return new(words[0], "", "", "", "", "", "", words[1]);
        }

        var version = words[1].Split('/');
        var resource = words[2].Split('/', 3);
        var location = (words.Length > 3 ? words[3] : "").Split('/');
        var target = new RequestTarget(
            words[0],
            version.Length > 1 ? version[0] : "",
            version[^1],
            resource[0],
            resource.Length > 1 ? resource[1] : "",
            location[0],
            location.Length > 1 ? location[1] : "",
            "");
        return target with { Path = target.ResourcePath() + (resource.Length > 2 ? $"/{resource[2]}" : "") };
    }

    /// <summary>The member <c>objectRef</c> of the event; null for a path that is no resource.</summary>
    public JsonObject? ObjectReference()
    {
        if (Version.Length == 0)
        {
            return null;
        }

        var reference = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("resource", Resource), ("namespace", Namespace), ("name", Name), ("apiGroup", Group), ("apiVersion", Version), ("subresource", Subresource),
        })
        {
            if (value.Length > 0)
            {
                reference[name] = value;
            }
        }

        return reference;
    }

    // The name of an object that is created is in its body.
    private string ResourcePath() => string.Concat(
        Group.Length > 0 ? $"/apis/{Group}/{Version}" : $"/api/{Version}",
        Namespace.Length > 0 && Resource != "namespaces" ? $"/namespaces/{Namespace}" : "",
        $"/{Resource}",
        Name.Length > 0 && (Verb != "create" || Subresource.Length > 0) ? $"/{Name}" : "",
        Subresource.Length > 0 ? $"/{Subresource}" : "");
}
