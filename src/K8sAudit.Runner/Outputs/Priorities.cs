using FalcoRules;

namespace K8sAudit.Runner.Outputs;

/// <summary>Priorities as Falco writes them.</summary>
internal static class Priorities
{
    private static readonly string[] s_names = Enum.GetNames<Priority>();

    /// <summary>As in alerts: <c>Warning</c>.</summary>
    public static string Name(Priority priority) => s_names[(int)priority];

    /// <summary>As in the closing statistics: <c>WARNING</c>, and the short <c>INFO</c>.</summary>
    public static string StatisticsName(Priority priority) => priority == Priority.Informational ? "INFO" : Name(priority).ToUpperInvariant();
}
