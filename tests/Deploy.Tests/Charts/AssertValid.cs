using System.Diagnostics;
using k8s;

namespace Deploy.Tests.Charts;

/// <summary>Checks manifests without a cluster, as an API server would.</summary>
internal static class AssertValid
{
    private static readonly string[] _customResources = ["apiVersion: cert-manager.io/", "apiVersion: monitoring.coreos.com/"];

    /// <summary>Every value has the type of the schema of its kind, none is missing, and no field is unknown.</summary>
    public static void Manifests(string text)
    {
        AssertKnownFields(text);
        AssertSchemas(text);
    }

    // The models of the Kubernetes client refuse a field that they do not have, which a JSON schema of Kubernetes does not.
    private static void AssertKnownFields(string text)
    {
        foreach (var document in text.Split("\n---\n").Where(IsBuiltIn))
        {
            Assert.Single(KubernetesYaml.LoadAllFromString(document, strict: true));
        }
    }

    private static bool IsBuiltIn(string document) =>
        document.Contains("\nkind: ", StringComparison.Ordinal) && !Array.Exists(_customResources, group => document.Contains(group, StringComparison.Ordinal));

    private static void AssertSchemas(string text)
    {
        using var folder = new TempFolder();
        var script = Path.Combine(AppContext.BaseDirectory, "Charts", "validate.js");
        var start = new ProcessStartInfo(Tools.Program("node"), [script, folder.Write("manifests.yaml", text)]);
        start.Environment["NODE_PATH"] = Tools.InFolder("schemas/node_modules");
        Assert.Equal("", ChildProcess.Run(start).Output);
    }
}
