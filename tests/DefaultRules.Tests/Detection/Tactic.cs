using YamlDotNet.RepresentationModel;

namespace DefaultRules.Tests.Detection;

/// <summary>A tactic of MITRE ATT&amp;CK, as rules name it in their tags, in the order of an attack.</summary>
/// <param name="Tag">The tag of rules.</param>
/// <param name="Title">Its name.</param>
internal sealed record Tactic(string Tag, string Title)
{
    public static IReadOnlyList<Tactic> All { get; } =
    [
        new("mitre_initial_access", "Initial access"),
        new("mitre_execution", "Execution"),
        new("mitre_persistence", "Persistence"),
        new("mitre_privilege_escalation", "Privilege escalation"),
        new("mitre_defense_evasion", "Defense evasion"),
        new("mitre_credential_access", "Credential access"),
        new("mitre_discovery", "Discovery"),
        new("mitre_lateral_movement", "Lateral movement"),
        new("mitre_collection", "Collection"),
        new("mitre_command_and_control", "Command and control"),
        new("mitre_exfiltration", "Exfiltration"),
        new("mitre_impact", "Impact"),
        new("", "Records"),
    ];

    /// <summary>The tag of a rule's tactic; empty for a rule that only records.</summary>
    public static string TagOf(YamlMappingNode rule) =>
        RulesFile.Texts(rule, "tags").FirstOrDefault(tag => tag.StartsWith("mitre_", StringComparison.Ordinal)) ?? "";

    /// <summary>The techniques of a rule.</summary>
    public static IEnumerable<string> TechniquesOf(YamlMappingNode rule) => RulesFile.Texts(rule, "tags").Where(tag => tag is ['T', >= '0' and <= '9', ..]);
}
