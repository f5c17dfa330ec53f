using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Outputs;

/// <summary>A kind of output: a row of <see cref="OutputKinds"/>.</summary>
/// <param name="Name">Its name in messages and metrics.</param>
/// <param name="KeyPrefix">The block of its keys in falco.yaml.</param>
/// <param name="Settings">Reads its settings, which are compared by value; null where it is not enabled.</param>
/// <param name="Create">Creates an output of this kind.</param>
internal sealed record OutputKind(string Name, string KeyPrefix, Func<FalcoConfiguration, object?> Settings, Func<OutputPlan, OutputFactory, IAlertOutput> Create)
{
    /// <summary>The certificate and key files whose content is part of its settings; none by default.</summary>
    public Func<FalcoConfiguration, IEnumerable<string>> CertificateFiles { get; init; } = _ => [];

    /// <summary>Whether the run ends when the reader closes the output; false by default.</summary>
    public bool EndsRunWhenClosed { get; init; }
}
