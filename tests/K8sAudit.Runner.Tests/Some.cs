using System.Text;
using FalcoRules;
using FalcoRules.Fields;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests;

/// <summary>Values that a test needs and whose details do not matter.</summary>
internal static class Some
{
    public static Log Log() => Log(out _);

    public static Log Log(out StringWriter lines)
    {
        lines = new StringWriter();
        return new Log(lines, TimeProvider.System) { Settings = new LogSettings { Level = LogLevel.Debug } };
    }

    /// <summary>The configuration in a file named falco.yaml.</summary>
    public static ConfigurationMapping Configuration(string yaml, Func<string, string?>? environment = null) =>
        ConfigurationTreeReader.ReadMapping(new SourceText("falco.yaml", yaml), "configuration", environment ?? (_ => null), out _);

    public static PluginInstance Instance(NativePlugin plugin, string config = "") => PluginInstance.Create(plugin, config, Log());

    /// <summary>Rules with those names and priorities.</summary>
    public static Ruleset Ruleset(params (string Name, string Priority)[] rules)
    {
        var text = string.Concat(
            rules.Select(rule => $"- {{rule: '{rule.Name}', desc: d, source: test, condition: evt.num > 0, output: o, priority: {rule.Priority}}}\n"));
        var source = new EventSource("test", HostFields.All.Select(field => field.ToDefinition()));
        return RulesLoader.Load([new SourceText("rules.yaml", text)], new RulesEnvironment { Sources = [source] }).Ruleset!;
    }

    public static Alert Alert(string line, bool mayWait = false) => new(FalcoRules.Priority.Notice, 0, Encoding.UTF8.GetBytes(line), mayWait);
}
