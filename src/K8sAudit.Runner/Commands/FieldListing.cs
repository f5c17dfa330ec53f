using System.Text.Json;
using FalcoPlugin.Abi;
using FalcoRules.Fields;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Json;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--list</c>: the fields of all event sources, or of one, class by class as Falco prints them: as text, Markdown or JSON.</summary>
internal static class FieldListing
{
    private sealed record FieldClass(string Name, string Kind, IReadOnlyList<string> Sources, IReadOnlyList<FieldDefinition> Fields);

    private const int RightColumn = 32;
    private const int LineLength = 100;

    /// <exception cref="UserError">There is no such source.</exception>
    public static void Write(PluginSet plugins, RunOptions options, TextWriter output)
    {
        var source = options.ListFields!;
        var sources = source.Length == 0
            ? plugins.Sources
            : plugins.Sources.Contains(source)
            ? [source]
            : throw new UserError(RunnerMessages.UnknownSource("--list", source, plugins.Sources));
        var classes = Classes(plugins, sources).ToList();
        switch (options)
        {
            case { ListFormat: ListFormat.Json }:
                output.Write(Json(classes, options.NamesOnly) + "\n");
                break;
            case { NamesOnly: true }:
                output.Write(string.Concat(classes.SelectMany(@class => @class.Fields).Select(field => $"{field.Name}\n")));
                break;
            case { ListFormat: ListFormat.Markdown }:
                classes.ForEach(@class => WriteMarkdown(@class, output));
                break;
            default:
                classes.ForEach(@class => WriteText(@class, options.Verbose, output));
                break;
        }
    }

    private static IEnumerable<FieldClass> Classes(PluginSet plugins, IReadOnlyList<string> sources)
    {
        yield return new FieldClass(
            HostFields.Provider,
            "fields of the events of every source",
            sources,
            [.. HostFields.All.Select(field => field.ToDefinition())]);
        if (plugins.StaticFields.Count > 0)
        {
            yield return new FieldClass(
                "static",
                "static_fields of the configuration",
                sources,
                [.. plugins.StaticFields.Select(field => field.ToDefinition())]);
        }

        foreach (var plugin in plugins.Plugins.Select(loaded => loaded.Plugin))
        {
            string[] compatible = [.. sources.Where(plugin.ExtractsFrom)];
            if (compatible.Length > 0)
            {
                yield return new FieldClass(plugin.Name, "plugin", compatible, [.. plugin.Fields.Select(field => field.ToDefinition(plugin))]);
            }
        }
    }

    private static void WriteMarkdown(FieldClass @class, TextWriter output)
    {
        output.Write($"## Field Class: {@class.Name}\n\n{@class.Kind}\n\nEvent Sources: {string.Join(" ", @class.Sources)} \n\nName | Type | Description\n:----|:-----|:-----------\n");
        output.Write(string.Concat(@class.Fields.Select(field => $"`{field.Name}` | {TypeName(field)} | {field.Description}\n")) + "\n");
    }

    private static string Json(IEnumerable<FieldClass> classes, bool namesOnly) => FalcoJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray(namesOnly ? "fields" : "fieldclasses");
        foreach (var @class in classes)
        {
            WriteJson(@class, namesOnly, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteJson(FieldClass @class, bool namesOnly, Utf8JsonWriter json)
    {
        if (namesOnly)
        {
            @class.Fields.ToList().ForEach(field => json.WriteStringValue(field.Name));
            return;
        }

        json.WriteStartObject();
        json.WriteString("desc", @class.Kind);
        json.WriteStartArray("event_sources");
        @class.Sources.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteStartArray("fields");
        @class.Fields.ToList().ForEach(field => WriteJson(field, json));
        json.WriteEndArray();
        json.WriteString("name", @class.Name);
        json.WriteEndObject();
    }

    private static void WriteJson(FieldDefinition field, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("argument");
        if (field.Argument == FieldArgumentKind.None)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStartObject();
            json.WriteBoolean("required", field.Argument.HasFlag(FieldArgumentKind.Required));
            json.WriteStartArray("type");
            ArgumentKinds(field).ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteString("desc", field.Description);
        json.WriteBoolean("is_list", field.IsList);
        json.WriteString("name", field.Name);
        json.WriteString("type", TypeName(field with { IsList = false }));
        json.WriteEndObject();
    }

    private static void WriteText(FieldClass @class, bool verbose, TextWriter output)
    {
        output.Write("-------------------------------\n");
        output.Write($"{"Field Class:",-RightColumn}{@class.Name} ({@class.Kind})\n");
        output.Write($"{"Event Sources:",-RightColumn}{string.Join(" ", @class.Sources)}\n\n");
        foreach (var field in @class.Fields)
        {
            WriteField(field, verbose, output);
        }

        output.Write("\n");
    }

    private static void WriteField(FieldDefinition field, bool verbose, TextWriter output)
    {
        var description = verbose ? $"(Type: {TypeName(field)}) {field.Description}" : field.Description;
        output.Write(field.Name.Length >= RightColumn ? $"{field.Name}\n{"",RightColumn}" : field.Name.PadRight(RightColumn));
        output.Write(TextWrap.Wrap(ArgumentText(field) + description, RightColumn, LineLength));
        output.Write("\n");
    }

    private static string TypeName(FieldDefinition field)
    {
        var name = FieldTypeTable.Get(field.Type).ListingName;
        return field.IsList ? $"LIST({name})" : name;
    }

    private static string ArgumentText(FieldDefinition field)
    {
        if (field.Argument == FieldArgumentKind.None)
        {
            return "";
        }

        return $"({(field.Argument.HasFlag(FieldArgumentKind.Required) ? "ARG_REQUIRED" : "ARG_ALLOWED")},{string.Join(",", ArgumentKinds(field))}) ";
    }

    private static IEnumerable<string> ArgumentKinds(FieldDefinition field) =>
        new[] { FieldArgumentKind.Index, FieldArgumentKind.Key }.Where(kind => field.Argument.HasFlag(kind)).Select(kind => kind.ToString().ToUpperInvariant());
}
