using System.Collections.Immutable;
using System.Text.Json;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>
/// The outcome of validating rules files, as text for people or in the JSON form of <c>falco -V</c> with <c>json_output</c>
/// (falco, rule_loader.cpp, result::as_json), for each file in order.
/// </summary>
/// <param name="files">The files, in order; those that could not be read included.</param>
/// <param name="diagnostics">The findings about them.</param>
public sealed class ValidationReport(IEnumerable<SourceText> files, IEnumerable<Diagnostic> diagnostics)
{
    /// <summary>What Falco calls a place inside a value that is a language of its own.</summary>
    private static readonly Dictionary<string, string> Inside = new()
    {
        ["rule condition"] = "condition expression",
        ["macro condition"] = "condition expression",
        ["rule output"] = "rule output expression",
    };

    private static readonly string[] Unread = [DiagnosticCodes.FileRead.Name, DiagnosticCodes.YamlParse.Name];
    private static readonly string[] Shape = [DiagnosticCodes.YamlValidate.Name, DiagnosticCodes.UnknownItem.Name, DiagnosticCodes.UnknownKey.Name];

    private readonly ImmutableArray<SourceText> _files = [.. files.Distinct()];
    private readonly ILookup<SourceText, Diagnostic> _findings = diagnostics.ToLookup(finding => finding.Source);

    /// <summary>The report about files as they were read and what loading them gave.</summary>
    public static ValidationReport Create(RulesFilesResult files, RulesLoadResult result) =>
        new(files.Problems.Select(problem => problem.Source).Concat(files.Files), files.Problems.Concat(result.Diagnostics));

    /// <summary>Whether no file has an error.</summary>
    public bool Succeeded => !_findings.SelectMany(file => file).Any(IsError);

    /// <summary>Writes a line for each file, <c>Ok</c>, <c>Ok, with warnings</c> or <c>Invalid</c>, and its findings under it.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var file in Sources())
        {
            output.WriteLine($"{file.Name}: {Verdict(file)}");
            foreach (var finding in _findings[file])
            {
                output.WriteLine(finding.Render());
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
            WriteFindings(output, "errors", _findings[file].Where(IsError));
            output.WriteString("name", file.Name);
            WriteSchema(output, _findings[file]);
            output.WriteBoolean("successful", !_findings[file].Any(IsError));
            WriteFindings(output, "warnings", _findings[file].Where(finding => !IsError(finding)));
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static bool IsError(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error;

    /// <summary>The files, then whatever else findings point into (<c>append_output</c>).</summary>
    private IEnumerable<SourceText> Sources() => _files.Concat(_findings.Select(group => group.Key).Where(source => !_files.Contains(source)));

    private string Verdict(SourceText file) => _findings[file].Any(IsError) ? "Invalid" : _findings[file].Any() ? "Ok, with warnings" : "Ok";

    /// <summary>Falco checks the shape of a file against a JSON schema as well; what is wrong with it is among our findings. Of what is no YAML it says nothing.</summary>
    private static void WriteSchema(Utf8JsonWriter output, IEnumerable<Diagnostic> findings)
    {
        if (findings.Any(finding => Unread.Contains(finding.Code)))
        {
            return;
        }

        var warnings = findings.Where(finding => Shape.Contains(finding.Code)).ToList();
        output.WriteBoolean("schema_valid", warnings.Count == 0);
        output.WriteStartArray("schema_warnings");
        foreach (var warning in warnings)
        {
            var position = warning.Source.Position(warning.Span.Start);
            output.WriteStringValue($"failed for {warning.Source.Name}:{position.Line}:{position.Column}: {warning.Message}");
        }

        output.WriteEndArray();
    }

    private static void WriteFindings(Utf8JsonWriter output, string name, IEnumerable<Diagnostic> findings)
    {
        output.WriteStartArray(name);
        foreach (var finding in findings)
        {
            output.WriteStartObject();
            output.WriteString("code", finding.Code);
            output.WriteString("codedesc", DiagnosticCodes.Meaning(finding.Code));
            WriteContext(output, finding);
            output.WriteString("message", finding.Message);
            output.WriteEndObject();
        }

        output.WriteEndArray();
    }

    private static void WriteContext(Utf8JsonWriter output, Diagnostic finding)
    {
        output.WriteStartObject("context");
        output.WriteStartArray("locations");
        WriteLocation(output, "rules content", "", finding.Source, 0);
        foreach (var part in finding.Path)
        {
            WriteLocation(output, part.Kind, part.Name, part.Location.Source, part.Location.Span.Start);
        }

        if (finding.Path is [.., { Kind: var kind }] && Inside.TryGetValue(kind, out var inside))
        {
            WriteLocation(output, inside, "", finding.Source, finding.Span.Start);
        }

        output.WriteEndArray();
        output.WriteString("snippet", Snippet(finding));
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

    private static string Snippet(Diagnostic finding)
    {
        var (line, column) = FalcoRules.Text.Snippet.Around(finding.Source, finding.Span.Start);
        return $"{line}\n{new string(' ', column)}^\n";
    }
}
