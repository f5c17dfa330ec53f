using System.Text.Json;

namespace DefaultRules.Tests.Detection;

/// <summary>An attack technique that is visible in audit events, and the rules that are about it. The table is <c>techniques.json</c>.</summary>
/// <param name="Id">Its number and short name.</param>
/// <param name="Name">What the attacker does.</param>
/// <param name="Weight">3 for a direct way to the cluster, a node or all Secrets; 2 for a serious step; 1 for a minor one.</param>
/// <param name="Tactic">The tactic of MITRE ATT&amp;CK.</param>
/// <param name="State">What a rule would have to remember to see it, where one event does not show it; empty otherwise.</param>
/// <param name="Rules">The rules that are about the technique. An alert of another rule does not count.</param>
internal sealed record Technique(string Id, string Name, int Weight, string Tactic, string State, IReadOnlyList<string> Rules)
{
    private static readonly JsonSerializerOptions _names = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyDictionary<string, Technique> All { get; } =
        JsonSerializer.Deserialize<Technique[]>(File.ReadAllText(DetectionFile.PathOf("techniques.json")), _names)!.ToDictionary(technique => technique.Id);
}
