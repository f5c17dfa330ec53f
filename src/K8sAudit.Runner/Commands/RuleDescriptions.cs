using System.Text.Json;
using FalcoRules.Descriptions;
using FalcoRules.Text;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>-L</c> and <c>-l</c>: rules' names and descriptions in two columns, as Falco prints them, or everything about them as JSON.</summary>
internal sealed class RuleDescriptions
{
    private const int RightColumn = 51;
    private const int LineLength = 110;

    private readonly RulesDescription _description;
    private readonly PluginSet _plugins;
    private readonly RuleDescription? _one;

    /// <param name="description">The rules, macros and lists.</param>
    /// <param name="plugins">The loaded plugins.</param>
    /// <param name="name">The one rule that is described; null for all.</param>
    /// <exception cref="UserError">There is no such rule.</exception>
    public RuleDescriptions(RulesDescription description, PluginSet plugins, string? name)
    {
        (_description, _plugins) = (description, plugins);
        _one = name is null ? null : description.Rules.FirstOrDefault(rule => rule.Rule.Name == name)
            ?? throw new UserError(RunnerMessages.NoRule(name, NearestName.Find(name, description.Rules.Select(rule => rule.Rule.Name))));
    }

    /// <summary>Writes two columns.</summary>
    public void WriteText(TextWriter output)
    {
        WriteColumns("Rule", "Description", output);
        WriteColumns("----", "-----------", output);
        foreach (var rule in _one is null ? _description.Rules : [_one])
        {
            WriteColumns(rule.Rule.Name, TextWrap.Wrap(rule.Rule.Description, RightColumn, LineLength) + "\n", output);
        }
    }

    /// <summary>Writes an object; of one rule, it has that rule alone.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        var writer = new DescriptionJson(json, _plugins.Plugins.Select(loaded => loaded.Plugin));
        if (_one is null)
        {
            writer.Write(_description);
        }
        else
        {
            writer.WriteOne(_one);
        }
    }

    private static void WriteColumns(string left, string right, TextWriter output) => output.Write($"{left.PadRight(RightColumn - 1)} {right}\n");
}
