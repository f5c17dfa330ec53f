using System.Diagnostics;

namespace Deploy.Tests.Charts;

/// <summary>The chart, rendered by Helm.</summary>
internal static class HelmChart
{
    public const string Namespace = "falco";

    public static string Folder { get; } = RepositoryFiles.PathOf("deploy", "helm", "k8saudit");

    /// <summary>The objects with some values, as text.</summary>
    public static string Render(string values)
    {
        var result = Run("template", values);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }

    /// <summary>The chart accepts values.</summary>
    public static void AssertRenders(string values) => Assert.NotEmpty(Render(values));

    /// <summary>What Helm says about values that the chart does not accept.</summary>
    public static string RenderError(string values)
    {
        var result = Run("template", values);
        Assert.NotEqual(0, result.ExitCode);
        return result.Errors;
    }

    /// <summary>What Helm shows after an installation.</summary>
    public static string Notes(string values)
    {
        var result = Run("install", values, "--dry-run=client");
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Split("\nNOTES:\n")[1];
    }

    private static ChildProcessResult Run(string command, string values, params string[] options)
    {
        using var folder = new TempFolder();
        var start = new ProcessStartInfo(
            Tools.Program("helm"),
            [command, "k8saudit", Folder, "--namespace", Namespace, "--values", folder.Write("values.yaml", values), .. options]);

        // No cluster, and nothing of the user's.
        start.Environment["HOME"] = folder.Path;
        start.Environment["KUBECONFIG"] = folder["none"];
        return ChildProcess.TryRun(start);
    }
}
