using FalcoRules;

namespace K8sAudit.Runner.Outputs;

/// <summary>The names of priorities in alerts.</summary>
internal static class PriorityNames
{
    /// <summary>The name as Falco writes it: <c>Warning</c>.</summary>
    public static string Of(Priority priority) => Priorities.Names[(int)priority];
}
