namespace K8sAudit.Runner.Terminal;

/// <summary>How the closing summary is written (<c>--summary</c>).</summary>
internal enum SummaryFormat
{
    /// <summary>For people on a terminal, otherwise Falco's lines.</summary>
    Auto,

    /// <summary>Falco's lines.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,
}
