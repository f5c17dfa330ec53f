using System.Collections.Immutable;
using System.Text.Json;
using FalcoRules.Text;

namespace FalcoRules.Report;

/// <summary>
/// The result of validating rules files, as text or in the JSON form of <c>falco -V</c> with <c>json_output</c>
/// (falco, rule_loader.cpp, result::as_json), for each file in order.
/// </summary>
/// <param name="files">The files, in order; including those that cannot be read.</param>
/// <param name="diagnostics">The diagnostics about them.</param>
public sealed class ValidationReport(IEnumerable<SourceText> files, IEnumerable<Diagnostic> diagnostics)
{
    /// <summary>Falco's name for a location inside a condition or an output.</summary>
    private static readonly Dictionary<string, string> _inside = new()
    {
        ["rule condition"] = "condition expression",
        ["macro condition"] = "condition expression",
        ["rule output"] = "rule output expression",
    };

    private static readonly string[] _unread = [DiagnosticCodes.FileRead.Name, DiagnosticCodes.YamlParse.Name];
    private static readonly string[] _shape = [DiagnosticCodes.YamlValidate.Name, DiagnosticCodes.UnknownItem.Name, DiagnosticCodes.UnknownKey.Name];

    private readonly ImmutableArray<SourceText> _files = [.. files.Distinct()];
    private readonly ILookup<SourceText, Diagnostic> _diagnostics = diagnostics.ToLookup(diagnostic => diagnostic.Source);

    /// <summary>Whether no file has an error.</summary>
    public bool Succeeded => !_diagnostics.SelectMany(file => file).Any(IsError);

    /// <summary>Writes a line for each file, <c>Ok</c>, <c>Ok, with warnings</c> or <c>Invalid</c>, and its diagnostics under it.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var file in Sources())
        {
            output.WriteLine($"{file.Name}: {Verdict(file)}");
            foreach (var diagnostic in _diagnostics[file])
            {
                output.WriteLine(diagnostic.Render());
            }
        }
    }

    /// <summary>
    /// Writes the property <c>"falco_load_results":[{"errors":[…],"name","schema_valid","schema_warnings":[…],"successful","warnings":[…]}]</c>,
    /// keys in Falco's order. Lines and columns count from 0 there, as Falco's do.
    /// </summary>
    public void WriteJson(Utf8JsonWriter output)
    {
        output.WriteStartArray("falco_load_results");
        foreach (var file in Sources())
        {
            output.WriteStartObject();
            WriteDiagnostics(output, "errors", _diagnostics[file].Where(IsError));
            output.WriteString("name", file.Name);
            WriteSchema(output, _diagnostics[file]);
            output.WriteBoolean("successful", !_diagnostics[file].Any(IsError));
            WriteDiagnostics(output, "warnings", _diagnostics[file].Where(diagnostic => !IsError(diagnostic)));
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    /// <summary>The files, then the other texts that diagnostics point into (<c>append_output</c>).</summary>
    private IEnumerable<SourceText> Sources() => _files.Concat(_diagnostics.Select(group => group.Key).Where(source => !_files.Contains(source)));

    private string Verdict(SourceText file) => _diagnostics[file].Any(IsError) ? "Invalid" : _diagnostics[file].Any() ? "Ok, with warnings" : "Ok";

    /// <summary>
    /// Falco checks the shape of a file against a JSON schema as well; our diagnostics include such errors. Falco has no schema result for invalid YAML.
    /// </summary>
    private static void WriteSchema(Utf8JsonWriter output, IEnumerable<Diagnostic> diagnostics)
    {
        if (diagnostics.Any(diagnostic => _unread.Contains(diagnostic.Code)))
        {
            return;
        }

        var warnings = diagnostics.Where(diagnostic => _shape.Contains(diagnostic.Code)).ToList();
        output.WriteBoolean("schema_valid", warnings.Count == 0);
        output.WriteStartArray("schema_warnings");
        foreach (var warning in warnings)
        {
            var position = warning.Source.Position(warning.Span.Start);
            output.WriteStringValue($"failed for {warning.Source.Name}:{position.Line}:{position.Column}: {warning.Message}");
        }

        output.WriteEndArray();
    }

    private static void WriteDiagnostics(Utf8JsonWriter output, string name, IEnumerable<Diagnostic> diagnostics)
    {
        output.WriteStartArray(name);
        foreach (var diagnostic in diagnostics)
        {
            output.WriteStartObject();
            output.WriteString("code", diagnostic.Code);
            output.WriteString("codedesc", DiagnosticCodes.Meaning(diagnostic.Code));
            WriteContext(output, diagnostic);
            output.WriteString("message", diagnostic.Message);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter output, Diagnostic diagnostic)
    {
        output.WriteStartObject("context");
        output.WriteStartArray("locations");
        WriteLocation(output, "rules content", "", diagnostic.Source, 0);
        foreach (var part in diagnostic.Path)
        {
            WriteLocation(output, part.Kind, part.Name, part.Location.Source, part.Location.Span.Start);
        }

        if (diagnostic.Path is [.., { Kind: var kind }] && _inside.TryGetValue(kind, out var inside))
        {
            WriteLocation(output, inside, "", diagnostic.Source, diagnostic.Span.Start);
        }

        output.WriteEndArray();
        output.WriteString("snippet", Snippet(diagnostic));
        output.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter output, string kind, string name, SourceText source, int offset)
    {
        var position = source.Position(offset);
        output.WriteStartObject();
        output.WriteString("item_name", name);
        output.WriteString("item_type", kind);
        output.WriteStartObject("position");
        output.WriteNumber("column", position.Column - 1);
        output.WriteNumber("line", position.Line - 1);
        output.WriteString("name", source.Name);
        output.WriteNumber("offset", offset);
        output.WriteEndObject();
        output.WriteEndObject();
    }

    private static string Snippet(Diagnostic diagnostic)
    {
        var (line, column) = FalcoRules.Text.Snippet.Around(diagnostic.Source, diagnostic.Span.Start);
        return $"{line}\n{new string(' ', column)}^\n";
    }
}
