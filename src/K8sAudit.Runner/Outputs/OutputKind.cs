using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Outputs;

/// <summary>A kind of output: a row of <see cref="OutputKinds"/>.</summary>
/// <param name="Name">Its name in messages and metrics.</param>
/// <param name="Settings">Its settings in a configuration; null where it is not enabled.</param>
/// <param name="Create">Creates an output of this kind.</param>
internal sealed record OutputKind(
    string Name,
    Func<FalcoConfiguration, OutputConfiguration?> Settings,
    Func<OutputPlan, OutputFactory, IAlertOutput> Create)
{
    /// <summary>Whether the run ends when the reader closes the output; false by default.</summary>
    public bool EndsRunWhenClosed { get; init; }
}
