namespace FalcoRules.Text;

/// <summary>A finding about a text.</summary>
/// <param name="Severity">Whether it stops the rules from being used.</param>
/// <param name="Code">Falco's name for the kind of finding (<c>LOAD_ERR_COMPILE_CONDITION</c>, <c>LOAD_UNUSED_MACRO</c> …).</param>
/// <param name="Source">The text that it points into.</param>
/// <param name="Span">Where it points.</param>
/// <param name="Message">What was found, what was expected and what to do; one sentence or two, no line end.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Code, SourceText Source, TextSpan Span, string Message)
{
    /// <summary>What the finding stands in, from the inside out, as <c>rule 'X'</c>; may be empty.</summary>
    public string Context { get; init; } = "";

    /// <summary>Whether it is about a field that the event source does not have; <c>skip-if-unknown-filter</c> makes less of such an error.</summary>
    public bool IsUnknownField { get; init; }

    /// <summary><c>file:line:column: severity: message</c>, the line, and a caret under the place.</summary>
    public string Render()
    {
        var position = Source.Position(Span.Start);
        var line = Source.Line(position.Line);
        var visible = line.Replace('\t', ' ');
        var caretLength = Math.Clamp(Span.Length, 1, Math.Max(1, visible.Length - position.Column + 1));
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        var context = Context.Length == 0 ? "" : $" ({Context})";
        return $"{Source.Name}:{position.Line}:{position.Column}: {severity}: {Message} [{Code}]{context}\n  {visible}\n  {new string(' ', position.Column - 1)}{new string('^', caretLength)}";
    }
}
