namespace K8sAudit.Runner.Commands;

/// <summary>How <c>--list</c> writes fields (<c>--format</c>).</summary>
internal enum ListFormat
{
    Text,
    Markdown,
    Json,
}
