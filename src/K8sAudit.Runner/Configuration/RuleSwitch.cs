using FalcoRules;
using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.RuleSwitch>;

namespace K8sAudit.Runner.Configuration;

/// <summary>An entry of <c>rules</c>. Of an entry with both keys, <c>enable</c> counts, as in Falco.</summary>
internal sealed record RuleSwitch
{
    public static KeyTable<RuleSwitch> Keys { get; } = new(
    [
        Block("enable", RuleSwitchTarget.Keys, s => s.Enable ?? new(), (s, value) => s with { Enable = value }),
        Block("disable", RuleSwitchTarget.Keys, s => s.Disable ?? new(), (s, value) => s with { Disable = value }),
    ])
    {
        Check = s => s.Enable is null && s.Disable is null ? "enable or disable" : null,
    };

    /// <summary>The rules to enable; null for none.</summary>
    public RuleSwitchTarget? Enable { get; init; }

    /// <summary>The rules to disable; null for none.</summary>
    public RuleSwitchTarget? Disable { get; init; }

    /// <summary>The same for the rules engine. An entry with rule and tag switches both.</summary>
    public IEnumerable<RuleSelection> Selections
    {
        get
        {
            var target = Enable ?? Disable!;
            RuleSelection[] both = [new(Enable is not null, target.Rule, null), new(Enable is not null, null, target.Tag)];
            return both.Where(selection => (selection.NamePattern ?? selection.Tag) is { Length: > 0 });
        }
    }
}
