using static FalcoRules.Tests.AssertRules;

namespace FalcoRules.Tests.Items;

public sealed class RequirementTests
{
    [Theory]
    [InlineData("- required_engine_version: 62")]
    [InlineData("- required_engine_version: '15'")]
    [InlineData("- required_engine_version: 0.26.0")]
    [InlineData("- required_engine_version: 0.62.0-rc1")]
    [InlineData("- required_plugin_versions: []")]
    [InlineData("- required_plugin_versions:\n  - {name: k8saudit, version: 0.7.0}\n  - {name: json, version: 0.7.4}")]
    [InlineData("- required_plugin_versions:\n  - {name: k8saudit-eks, version: 9.0.0, alternatives: [{name: k8saudit, version: 0.1.0}]}")]
    [InlineData("- required_plugin_versions:\n  - {name: json, version: 0.7.0, alternatives: [{name: k8saudit, version: 9.0.0}]}")]
    public void Requirements_are_met_by_loaded_plugins_and_the_engine(string yaml) => Clean(yaml);

    public static TheoryData<string, string> Refusals => new()
    {
        { "- required_engine_version: 63", "rules.yaml:1:28: error: The rules need engine version 0.63.0, but this engine has version 0.62.0: the rest of the file is not read. [LOAD_ERR_VALIDATE] (required_engine_version)" },
        { "- required_engine_version: 1.0.0", "rules.yaml:1:28: error: The rules need engine version 1.0.0, but this engine has version 0.62.0: the rest of the file is not read. [LOAD_ERR_VALIDATE]" },
        { "- required_engine_version: seven", "rules.yaml:1:28: error: 'seven' is not an engine version: expected a number or major.minor.patch. [LOAD_ERR_YAML_VALIDATE]" },
        { "- required_engine_version: 0.26", "rules.yaml:1:28: error: '0.26' is not an engine version: expected a number or major.minor.patch. [LOAD_ERR_YAML_VALIDATE]" },
        { "- required_engine_version:", "rules.yaml:1:27: error: 'required_engine_version' must be a string that is not empty, but is nothing. [LOAD_ERR_YAML_VALIDATE]" },
        { "- required_engine_version: 10\n  version: 3", "rules.yaml:2:3: warning: A required_engine_version has no key 'version'; it is ignored. [LOAD_UNKNOWN_KEY]" },
        { "- required_plugin_versions: x", "rules.yaml:1:29: error: 'required_plugin_versions' must be a sequence ([a, b]), but is 'x'. [LOAD_ERR_YAML_VALIDATE]" },
        { "- required_plugin_versions: [x]", "rules.yaml:1:30: error: A plugin must be a mapping (name, version), but is 'x'. [LOAD_ERR_YAML_VALIDATE]" },
        { "- required_plugin_versions: [{name: json}]", "rules.yaml:1:37: error: This required plugin versions entry has no 'version', which is required. [LOAD_ERR_YAML_VALIDATE] (required plugin versions entry 'json')" },
        { "- required_plugin_versions: [{name: json, version: new}]", "rules.yaml:1:52: error: 'new' is not a version of the plugin 'json': expected major.minor.patch. [LOAD_ERR_VALIDATE] (required plugin versions entry 'json')" },
        { "- required_plugin_versions: [{name: json, version: 0.7.0, alternatives: [{name: json, version: 0.6.0}]}]", "rules.yaml:1:81: error: The plugin 'json' is listed twice among alternatives. [LOAD_ERR_VALIDATE] (required plugin versions alternative 'json' in required plugin versions entry 'json')" },
        { "- required_plugin_versions: [{name: json, version: 0.8.0}]", "rules.yaml:1:30: error: The rules need the plugin 'json' in version 0.8.0 or a newer one with the same major version, but version 0.7.4 is loaded. [LOAD_ERR_VALIDATE] (required plugin versions entry 'json')" },
        { "- required_plugin_versions: [{name: json, version: 1.0.0}]", "rules.yaml:1:30: error: The rules need the plugin 'json' in version 1.0.0 or a newer one with the same major version, but version 0.7.4 is loaded. [LOAD_ERR_VALIDATE] (required plugin versions entry 'json')" },
        { "- required_plugin_versions: [{name: okta, version: 0.1.0, alternatives: [{name: github, version: 0.2.0}]}]", "rules.yaml:1:30: error: The rules need the plugin okta (>= 0.1.0) or github (>= 0.2.0), but loaded are k8saudit 0.16.1, json 0.7.4: load it, in falco.yaml by an entry of plugins and its name in load_plugins. [LOAD_ERR_VALIDATE] (required plugin versions entry 'okta')" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Missing_old_and_other_plugins_are_errors(string yaml, string expected) =>
        Finds(expected.Replace(" (required_engine_version)", "", StringComparison.Ordinal), yaml);

    [Fact]
    public void A_file_for_a_newer_engine_is_one_error_regardless_of_its_content() =>
        Finds(
            "rules.yaml:1:28: error: The rules need engine version 0.99.0, but this engine has version 0.62.0: the rest of the file is not read. [LOAD_ERR_VALIDATE]",
            "- required_engine_version: 99\n- macro: m\n  condition: ka.verb newoperator x\n" + Rule("n"),
            "- macro: m\n  condition: or ka.verb = x\n  override: {condition: append}\n" + Rule("m", "L"));

    [Fact]
    public void A_missing_plugin_explains_missing_fields_and_sources() =>
        Finds(
            "rules.yaml:1:30: error: The rules need the plugin okta (>= 0.1.0), but loaded are k8saudit 0.16.1, json 0.7.4: load it, in falco.yaml by an entry of plugins and its name in load_plugins. [LOAD_ERR_VALIDATE] (required plugin versions entry 'okta')",
            "- required_plugin_versions: [{name: okta, version: 0.1.0}]\n" + Rule("okta.user = x") + Rule(name: "O").Replace("k8s_audit", "okta", StringComparison.Ordinal));
}
