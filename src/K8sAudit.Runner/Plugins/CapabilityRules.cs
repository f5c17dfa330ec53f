using FalcoPlugin.Abi;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>Which symbols make which capability, by the rules of Falco's loader (<c>plugin_loader.c</c>): a half of one is a broken plugin.</summary>
internal static class CapabilityRules
{
    /// <summary>Symbols that stand together. Where <see cref="Trigger"/> is there, all of <see cref="Symbols"/> must be.</summary>
    private sealed record Rule(PluginCapabilities Capability, string Name, string[] Symbols, string[] Trigger);

    private static readonly Rule[] _rules =
    [
        new(PluginCapabilities.Sourcing, "event sourcing", [Symbols.Open, Symbols.Close, Symbols.NextBatch], [Symbols.Open, Symbols.Close, Symbols.NextBatch]),
        new(PluginCapabilities.Extraction, "field extraction", [Symbols.GetFields, Symbols.ExtractFields], [Symbols.ExtractFields]),
        new(PluginCapabilities.Parsing, "event parsing", [Symbols.ParseEvent], []),
        new(PluginCapabilities.Async, "async events", [Symbols.GetAsyncEvents, Symbols.SetAsyncEventHandler], [Symbols.SetAsyncEventHandler]),
        new(PluginCapabilities.CaptureListening, "capture listening", [Symbols.CaptureOpen, Symbols.CaptureClose], [Symbols.CaptureOpen]),
    ];

    /// <summary>The capabilities; half a capability goes to <paramref name="broken"/> as a sentence.</summary>
    public static PluginCapabilities Read(Func<string, bool> has, List<string> broken)
    {
        var found = PluginCapabilities.None;
        foreach (var rule in _rules)
        {
            if (rule.Symbols.All(has))
            {
                found |= rule.Capability;
            }
            else if (rule.Trigger.Any(has))
            {
                broken.Add(RunnerMessages.IncompleteCapability(rule.Name, rule.Symbols));
            }
        }

        return found;
    }
}
