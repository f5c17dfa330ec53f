using System.Diagnostics;

namespace DefaultRules.Tests;

/// <summary>The runner, as a process of its own with the plugins and rules that stand beside the tests.</summary>
internal static class Runner
{
    public const string DefaultRules = "rules/k8s_audit_rules.yaml";
    public const string LocalRules = "samples/local_rules.yaml";

    public static string Sample(string name) => $"samples/{name}.jsonl";

    /// <summary>The alerts for a file of events, in order.</summary>
    public static async Task<Alert[]> AlertsAsync(string events, string ruleMatching, params string[] rulesFiles)
    {
        string[] rules = [.. rulesFiles.SelectMany(file => new[] { "-r", file })];
        var output = await OutputAsync(
            [.. rules, "-o", $"rule_matching={ruleMatching}", "-o", "json_output=true", events]);
        return [.. output.Where(line => line.StartsWith('{')).Select(Alert.Parse)];
    }

    /// <summary>What the runner prints, line by line. A run that fails fails the test with what it said.</summary>
    public static async Task<string[]> OutputAsync(params string[] arguments)
    {
        var cancelled = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["k8saudit.dll", .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = "UTC" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var errors = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        Assert.True(process.ExitCode == 0, $"k8saudit {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
