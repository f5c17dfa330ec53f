using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Files;

namespace K8sAudit.Runner.Outputs;

/// <summary>An output as it is configured. Where a reload gives an equal plan, the open output is kept.</summary>
/// <param name="Kind">The kind of the output.</param>
/// <param name="Settings">The settings of its kind.</param>
/// <param name="Certificates">The fingerprint of the certificate and key files that its settings name.</param>
/// <param name="Json">Whether alerts are JSON.</param>
/// <param name="Capacity">How many alerts may wait; 0 is no limit.</param>
/// <param name="Timeout">How long the output may make no progress.</param>
internal sealed record OutputPlan(OutputKind Kind, OutputConfiguration Settings, string Certificates, bool Json, int Capacity, TimeSpan Timeout)
{
    /// <summary>The outputs that a configuration enables.</summary>
    public static IEnumerable<OutputPlan> Of(FalcoConfiguration configuration) =>
        from kind in OutputKinds.All
        let settings = kind.Settings(configuration)
        where settings is not null
        let certificates = FileFingerprint.Of(settings.CertificateFiles)
        select new OutputPlan(kind, settings, certificates, configuration.JsonOutput, configuration.QueueCapacity, configuration.OutputTimeout);
}
