using FalcoRules;

namespace K8sAudit.Runner.Outputs;

/// <summary>Priorities as Falco writes them.</summary>
internal static class PriorityNames
{
    /// <summary>As in alerts: <c>Warning</c>.</summary>
    public static string Of(Priority priority) => Priorities.Names[(int)priority];

    /// <summary>As in the closing statistics: <c>WARNING</c>, and the short <c>INFO</c>.</summary>
    public static string InStatistics(Priority priority) => priority == Priority.Informational ? "INFO" : Of(priority).ToUpperInvariant();
}
