using System.Collections.Immutable;

namespace FalcoRules.Text;

/// <summary>A diagnostic about a text.</summary>
/// <param name="Severity">Whether it prevents the use of the rules.</param>
/// <param name="Code">Falco's name for the kind of diagnostic (<c>LOAD_ERR_COMPILE_CONDITION</c>, <c>LOAD_UNUSED_MACRO</c> …).</param>
/// <param name="Source">The text that it points into.</param>
/// <param name="Span">Where it points.</param>
/// <param name="Message">What was found, what was expected and what to do; one sentence or two, no line end.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Code, SourceText Source, TextSpan Span, string Message)
{
    /// <summary>The context of the diagnostic, outermost first (<c>rule 'X'</c>, its <c>rule condition</c>); may be empty.</summary>
    public ImmutableArray<TextContext> Path { get; init; } = [];

    /// <summary>The named parts that contain the diagnostic, innermost first, as <c>exception 'x' in rule 'Y'</c>; may be empty.</summary>
    public string Context => string.Join(" in ", Path.Where(IsNamed).Reverse().Select(part => $"{part.Kind} '{part.Name}'"));

    /// <summary>The location of the diagnostic; its text is <c>file:line:column</c>.</summary>
    public SourceSpan Location => new(Source, Span);

    /// <summary>Whether it is about a field that the event source does not have; <c>skip-if-unknown-filter</c> turns such an error into a warning.</summary>
    public bool IsUnknownField { get; init; }

    /// <summary>
    /// <c>file:line:column: severity: message</c>, the line, and a caret under the location; only the first part if there is no text to point into.
    /// </summary>
    public string Render()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var context = Context.Length == 0 ? "" : $" ({Context})";
        var diagnostic = $"{severity}: {Message} [{Code}]{context}";
        if (Source.Text.Length == 0)
        {
            return $"{Location}: {diagnostic}";
        }

        var (line, column) = Snippet.Around(Source, Span.Start);
        var carets = new string('^', Math.Clamp(Span.Length, 1, Math.Max(1, line.Length - column)));
        return $"{Location}: {diagnostic}\n  {line.Replace('\t', ' ')}\n  {new string(' ', column)}{carets}";
    }

    private static bool IsNamed(TextContext part) => part.Name.Length > 0 && part.Kind != TextContext.ValueKind;
}
