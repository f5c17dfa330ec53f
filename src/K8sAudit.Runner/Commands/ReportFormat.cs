namespace K8sAudit.Runner.Commands;

/// <summary>How a command writes its report (<c>--output</c>).</summary>
internal enum ReportFormat
{
    Text,
    Json,

    /// <summary>The Test Anything Protocol.</summary>
    Tap,
    JUnit,
}
