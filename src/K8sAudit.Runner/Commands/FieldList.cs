using FalcoRules.Fields;
using K8sAudit.Runner.EventFields;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Commands;

/// <summary><c>--list</c>: the fields of all event sources, or of one, class by class as Falco prints them.</summary>
internal static class FieldList
{
    private const int RightColumn = 32;
    private const int LineLength = 100;

    /// <exception cref="UserError">There is no such source.</exception>
    public static void Write(PluginSet plugins, string source, bool namesOnly, bool verbose, TextWriter output)
    {
        var sources = source.Length == 0 ? plugins.Sources : plugins.Sources.Contains(source) ? [source] : throw new UserError(Messages.UnknownSource("--list", source, plugins.Sources));
        WriteClass(HostFields.Provider, "fields of the events of every source", sources, [.. HostFields.All.Select(field => field.ToDefinition())], namesOnly, verbose, output);
        if (plugins.StaticFields.Count > 0)
        {
            WriteClass("static", "static_fields of the configuration", sources, [.. plugins.StaticFields.Select(field => field.ToDefinition())], namesOnly, verbose, output);
        }

        foreach (var plugin in plugins.Plugins.Select(loaded => loaded.Plugin))
        {
            string[] compatible = [.. sources.Where(plugin.ExtractsFrom)];
            if (compatible.Length > 0)
            {
                WriteClass(plugin.Name, "plugin", compatible, [.. plugin.Fields.Select(field => field.ToDefinition(plugin))], namesOnly, verbose, output);
            }
        }
    }

    private static void WriteClass(string name, string kind, IReadOnlyList<string> sources, IReadOnlyList<FieldDefinition> fields, bool namesOnly, bool verbose, TextWriter output)
    {
        if (namesOnly)
        {
            output.Write(string.Concat(fields.Select(field => $"{field.Name}\n")));
            return;
        }

        output.Write("-------------------------------\n");
        output.Write($"{"Field Class:",-RightColumn}{name} ({kind})\n");
        output.Write($"{"Event Sources:",-RightColumn}{string.Join(" ", sources)}\n\n");
        foreach (var field in fields)
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
        var name = field.Type switch
        {
            FieldType.Text => "CHARBUF",
            FieldType.IPAddress => "IPADDR",
            FieldType.IPNetwork => "IPNET",
            var other => other.ToString().ToUpperInvariant(),
        };
        return field.IsList ? $"LIST({name})" : name;
    }

    private static string ArgumentText(FieldDefinition field)
    {
        if (field.Argument == FieldArgumentKind.None)
        {
            return "";
        }

        var kinds = new[] { FieldArgumentKind.Index, FieldArgumentKind.Key }.Where(kind => field.Argument.HasFlag(kind)).Select(kind => kind.ToString().ToUpperInvariant());
        return $"({(field.Argument.HasFlag(FieldArgumentKind.Required) ? "ARG_REQUIRED" : "ARG_ALLOWED")},{string.Join(",", kinds)}) ";
    }
}
