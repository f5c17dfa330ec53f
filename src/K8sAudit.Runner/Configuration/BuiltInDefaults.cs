namespace K8sAudit.Runner.Configuration;

/// <summary>The configuration without <c>-c</c>: both plugins and the default rules, so that a file name or an address is all it takes.</summary>
internal static class BuiltInDefaults
{
    public const string Yaml = """
        plugins:
          - name: k8saudit
            library_path: libk8saudit.so
            init_config: ""
            open_params: "http://:9765/k8s-audit"
          - name: json
            library_path: libjson.so
            init_config: ""
        load_plugins: [k8saudit, json]
        stdout_output:
          enabled: true
        log_level: notice
        """;

    /// <summary>The default rules, beside the program.</summary>
    public static string RulesFile { get; } = Path.Combine(AppContext.BaseDirectory, "rules", "k8s_audit_rules.yaml");
}
