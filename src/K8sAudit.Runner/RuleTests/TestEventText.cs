using System.Text.Json.Nodes;
using FalcoRules.Text;
using FalcoRules.Yaml;
using K8sAudit.Runner.Configuration.Tree;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.RuleTests;

/// <summary>Makes the JSON text of the events of tests.</summary>
internal static class TestEventText
{
    /// <summary>The text of an event, or of a file of events, with a line end.</summary>
    /// <exception cref="UserError">There is no such template or file, or a pointer leads nowhere.</exception>
    public static string Of(TestEvent testEvent, RuleTestFile file)
    {
        if (testEvent.File.Length > 0)
        {
            return ReadFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Path))!, testEvent.File)) + "\n";
        }

        if (testEvent.Json.Length > 0)
        {
            return testEvent.Json + "\n";
        }

        var mapping = testEvent.Event ?? (file.Templates.TryGetValue(testEvent.Template, out var template) ? template
            : throw new UserError(RunnerMessages.UnknownTemplate(file.Path, testEvent.Template, file.Templates.Keys)));
        var json = JsonNode.Parse(ConfigurationJson.Of(mapping))!;
        foreach (var (pointer, value) in testEvent.Set?.Entries ?? [])
        {
            Set(json, pointer, value);
        }

        return json.ToJsonString() + "\n";
    }

    private static void Set(JsonNode root, string pointer, ConfigurationNode value)
    {
        if (!pointer.StartsWith('/'))
        {
            throw new UserError(RunnerMessages.NotAPointer(value.Location, pointer));
        }

        var tokens = pointer[1..]
            .Split('/')
            .Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .ToArray();
        var node = root;
        for (var i = 0; i < tokens.Length - 1; i++)
        {
            node = Child(node, tokens[i], tokens[i + 1]) ?? throw new UserError(RunnerMessages.PointerLeadsNowhere(value.Location, pointer, tokens[i]));
        }

        if (!Put(node, tokens[^1], JsonNode.Parse(ConfigurationJson.Of(value))))
        {
            throw new UserError(RunnerMessages.PointerLeadsNowhere(value.Location, pointer, tokens[^1]));
        }
    }

    /// <summary>The member or item of that name. A missing one is made, as a list if an item of it is set.</summary>
    private static JsonNode? Child(JsonNode node, string token, string next)
    {
        if ((node as JsonObject)?[token] is { } member)
        {
            return member;
        }

        if (node is JsonArray list && int.TryParse(token, out var index) && index >= 0 && index < list.Count)
        {
            return list[index];
        }

        JsonNode made = next is "0" or "-" ? new JsonArray() : new JsonObject();
        return Put(node, token, made) ? made : null;
    }

    private static bool Put(JsonNode node, string token, JsonNode? value)
    {
        switch (node)
        {
            case JsonObject target when value is null:
                target.Remove(token);
                return true;
            case JsonObject target:
                target[token] = value;
                return true;
            case JsonArray list when token == "-" || token == list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture):
                list.Add(value);
                return true;
            case JsonArray list when int.TryParse(token, out var index) && index >= 0 && index < list.Count:
                if (value is null)
                {
                    list.RemoveAt(index);
                }
                else
                {
                    list[index] = value;
                }

                return true;
            default: return false;
        }
    }

    private static string ReadFile(string path)
    {
        try
        {
            return TextFile.ReadText(path, YamlLimits.Default.MaxSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(RunnerMessages.CannotReadTests(path, e.Message));
        }
    }
}
