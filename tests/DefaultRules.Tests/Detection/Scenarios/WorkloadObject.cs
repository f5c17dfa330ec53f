using System.Text.Json.Nodes;

namespace DefaultRules.Tests.Detection.Scenarios;

/// <summary>The object around the specification of a pod.</summary>
internal static class WorkloadObject
{
    private static readonly Dictionary<string, (string Kind, string[] Path)> _resources = new()
    {
        ["pods"] = ("Pod", []),
        ["deployments"] = ("Deployment", ["spec", "template"]),
        ["replicasets"] = ("ReplicaSet", ["spec", "template"]),
        ["daemonsets"] = ("DaemonSet", ["spec", "template"]),
        ["statefulsets"] = ("StatefulSet", ["spec", "template"]),
        ["replicationcontrollers"] = ("ReplicationController", ["spec", "template"]),
        ["jobs"] = ("Job", ["spec", "template"]),
        ["cronjobs"] = ("CronJob", ["spec", "jobTemplate", "spec", "template"]),
        ["podtemplates"] = ("PodTemplate", ["template"]),
    };

    /// <summary>
    /// The object of a request with a specification of a pod; null without one. An object that is created gets what it needs: its kind and name, and the name
    /// and image of each container. A patch stays as it is.
    /// </summary>
    public static JsonNode? With(JsonNode? spec, RequestTarget target)
    {
        if (spec is null)
        {
            return null;
        }

        var isWhole = target.Verb is "create" or "update";
        var (kind, path) = _resources[target.Resource];
        JsonNode node = new JsonObject { ["spec"] = isWhole ? Complete(spec.DeepClone()) : spec.DeepClone() };
        foreach (var member in path.Reverse())
        {
            node = new JsonObject { [member] = node };
        }

        if (isWhole)
        {
            node["kind"] = kind;
            node["apiVersion"] = target.Group.Length > 0 ? $"{target.Group}/{target.Version}" : target.Version;
            node["metadata"] = target.Name.Length > 0
                ? new JsonObject { ["name"] = target.Name, ["namespace"] = target.Namespace }
                : new JsonObject { ["generateName"] = "web-", ["namespace"] = target.Namespace };
        }

        return node;
    }

    private static JsonNode Complete(JsonNode spec)
    {
        spec["containers"] ??= new JsonArray(new JsonObject());
        foreach (var container in new[] { "containers", "initContainers", "ephemeralContainers" }.SelectMany(list => spec[list]?.AsArray() ?? []))
        {
            container!["name"] ??= "main";
            container["image"] ??= "registry.example/shop/web:1.4.2";
        }

        return spec;
    }
}
