namespace DefaultRules.Tests;

/// <summary>Runs the program over audit events, with the plugins and default rules beside it.</summary>
internal static class Runner
{
    public static string DefaultRules => Path.Combine(RunnerProcess.ProgramFolder, "rules", "k8s_audit_rules.yaml");

    public static string Detections => Path.Combine(RunnerProcess.ProgramFolder, "rules", "k8s_audit_detections.yaml");

    public static string LocalRules => RepositoryFiles.PathOf("samples", "local_rules.yaml");

    public static string Sample(string name) => RepositoryFiles.PathOf("samples", $"{name}.jsonl");

    /// <summary>The alerts for a file of events, in order.</summary>
    public static Alert[] Alerts(string events, string ruleMatching, params string[] rulesFiles) =>
        Alerts(Output([.. rulesFiles.SelectMany(file => new[] { "-r", file }), "-o", $"rule_matching={ruleMatching}", "-o", "json_output=true", events]));

    /// <summary>The alerts for a file of events with the built-in configuration.</summary>
    public static Alert[] BuiltInAlerts(string events) => Alerts(Output("-o", "json_output=true", events));

    /// <summary>The alerts in standard output.</summary>
    public static Alert[] Alerts(string output) => [.. output.Split('\n').Where(line => line.StartsWith('{')).Select(Alert.Parse)];

    /// <summary>Standard output of a run that must end with exit code 0.</summary>
    public static string Output(params string[] arguments)
    {
        var (code, output, errors) = RunnerProcess.Run(arguments);
        Assert.True(code == 0, $"k8saudit {string.Join(' ', arguments)} ended with exit code {code}\n{errors}");
        return output;
    }
}
