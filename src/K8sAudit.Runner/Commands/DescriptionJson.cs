using System.Collections.Immutable;
using System.Text.Json;
using FalcoRules.Descriptions;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary>Rules, macros and lists as JSON, with Falco's keys in Falco's order (<c>falco_engine.cpp</c>, describe_rule and get_json_details).</summary>
internal sealed class DescriptionJson(Utf8JsonWriter json, IEnumerable<NativePlugin> plugins)
{
    /// <summary>The events that a rule of a plugin source may look at; a macro's are those of whatever uses it.</summary>
    private static readonly string[] _events = ["asyncevent", "pluginevent"];

    /// <summary>Everything.</summary>
    public void Write(RulesDescription description)
    {
        json.WriteStartObject();
        WriteAll("lists", description.Lists, Write);
        WriteAll("macros", description.Macros, Write);
        json.WriteString("required_engine_version", description.RequiredEngineVersion.ToString());
        WriteAll("required_plugin_versions", description.RequiredPlugins, Write);
        WriteAll("rules", description.Rules, Write);
        json.WriteEndObject();
    }

    /// <summary>One rule alone.</summary>
    public void WriteOne(RuleDescription rule)
    {
        json.WriteStartObject();
        WriteAll("rules", [rule], Write);
        json.WriteEndObject();
    }

    private void Write(ImmutableArray<FalcoRules.PluginVersion> requirement)
    {
        json.WriteStartObject();
        WriteAll("alternatives", requirement.Skip(1), alternative =>
        {
            json.WriteStartObject();
            WriteNameAndVersion(alternative);
            json.WriteEndObject();
        });
        WriteNameAndVersion(requirement[0]);
        json.WriteEndObject();
    }

    private void WriteNameAndVersion(FalcoRules.PluginVersion plugin)
    {
        json.WriteString("name", plugin.Name);
        json.WriteString("version", plugin.Version);
    }

    private void Write(RuleDescription rule)
    {
        json.WriteStartObject();
        WriteDetails(rule);
        WriteInfo(rule);
        json.WriteEndObject();
    }

    private void WriteDetails(RuleDescription rule)
    {
        string[] outputFields = [.. rule.Rule.Output.Fields.Select(field => field.Name)];
        json.WriteStartObject("details");
        WriteCondition(rule.Condition);
        WriteTexts("events", _events);
        WriteTexts("exception_fields", rule.ExceptionFields);
        WriteTexts("exception_names", rule.ExceptionNames);
        WriteTexts("exception_operators", rule.ExceptionOperators);
        WriteFormats(rule);
        WriteReferences(rule.Condition);
        json.WriteString("output_compiled", rule.Rule.Output.Text);
        WriteTexts("output_fields", outputFields);
        WriteTexts("plugins", PluginsOf(rule.Rule.Source, [.. rule.Condition.Fields, .. outputFields]));
        json.WriteEndObject();
    }

    private void WriteFormats(RuleDescription rule)
    {
        if (rule.ExtraFields.Any(field => field.Format is not null))
        {
            json.WriteStartObject("extra_output_formatted_fields");
            foreach (var field in rule.ExtraFields.Where(field => field.Format is not null))
            {
                json.WriteString(field.Name, field.Format);
            }

            json.WriteEndObject();
        }
    }

    private void WriteInfo(RuleDescription rule)
    {
        json.WriteStartObject("info");
        json.WriteBoolean("capture", rule.Capture);
        json.WriteNumber("capture_duration", rule.CaptureDuration);
        json.WriteString("condition", rule.Condition.Text);
        json.WriteString("description", rule.Rule.Description);
        json.WriteBoolean("enabled", rule.Enabled);
        json.WriteString("name", rule.Rule.Name);
        json.WriteString("output", rule.Output);
        json.WriteString("priority", PriorityNames.Of(rule.Rule.Priority));
        json.WriteString("source", rule.Rule.Source);
        WriteTexts("tags", rule.Rule.Tags);
        json.WriteEndObject();
    }

    private void Write(MacroDescription macro)
    {
        json.WriteStartObject();
        json.WriteStartObject("details");
        WriteCondition(macro.Condition);
        WriteTexts("events", _events);
        WriteReferences(macro.Condition);
        WriteTexts("plugins", []);
        json.WriteBoolean("used", macro.IsUsed);
        json.WriteEndObject();
        json.WriteStartObject("info");
        json.WriteString("condition", macro.Condition.Text);
        json.WriteString("name", macro.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(ListDescription list)
    {
        json.WriteStartObject();
        json.WriteStartObject("details");
        WriteTexts("items_compiled", list.AllItems);
        WriteTexts("lists", list.Lists);
        WriteTexts("plugins", []);
        json.WriteBoolean("used", list.IsUsed);
        json.WriteEndObject();
        json.WriteStartObject("info");
        WriteTexts("items", list.Items);
        json.WriteString("name", list.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteCondition(ConditionDescription condition)
    {
        json.WriteString("condition_compiled", condition.Compiled);
        WriteTexts("condition_fields", condition.Fields);
        WriteTexts("condition_operators", condition.Operators);
    }

    private void WriteReferences(ConditionDescription condition)
    {
        WriteTexts("lists", condition.Lists);
        WriteTexts("macros", condition.Macros);
    }

    /// <summary>The plugins that make a source's events, or read one of these fields of them.</summary>
    private IEnumerable<string> PluginsOf(string source, IEnumerable<string> fields)
    {
        HashSet<string> names = [.. fields.Select(field => field.Split('[')[0])];
        return plugins
            .Where(plugin => plugin.EventSource == source || (plugin.ExtractsFrom(source) && plugin.Fields.Any(field => names.Contains(field.Name))))
            .Select(plugin => plugin.Name);
    }

    private void WriteTexts(string name, IEnumerable<string> texts) => WriteAll(name, texts, json.WriteStringValue);

    private void WriteAll<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }
}
