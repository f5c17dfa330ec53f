using FalcoRules;

namespace K8sAudit.Runner.Outputs;

/// <summary>Priorities as Falco writes them.</summary>
internal static class PriorityNames
{
    /// <summary>As in alerts: <c>Warning</c>.</summary>
    public static string Of(Priority priority) => Priorities.Names[(int)priority];
}
