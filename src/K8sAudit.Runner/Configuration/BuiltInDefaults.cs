namespace K8sAudit.Runner.Configuration;

/// <summary>
/// The configuration without <c>-c</c>: both plugins and the default rules, so that a file name or an address is all it takes. Every rule that matches an event
/// reports it.
/// </summary>
internal static class BuiltInDefaults
{
    public const string Yaml = """
        plugins:
          - name: k8saudit
            library_path: libk8saudit.so
            init_config: ""
            open_params: "http://127.0.0.1:9765/k8s-audit"
          - name: json
            library_path: libjson.so
            init_config: ""
        load_plugins: [k8saudit, json]
        rule_matching: all
        stdout_output:
          enabled: true
        log_level: notice
        """;

    /// <summary>The default rules, beside the program, in the order in which they are loaded: the second file uses macros and lists of the first.</summary>
    public static IReadOnlyList<string> RulesFiles { get; } =
        [.. new[] { "k8s_audit_rules.yaml", "k8s_audit_detections.yaml" }.Select(file => Path.Combine(AppContext.BaseDirectory, "rules", file))];
}
