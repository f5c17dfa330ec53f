using System.Buffers;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Fields;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.OpenParameters;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources;

namespace K8sAudit.Plugin;

/// <summary>Reads the audit events of Kubernetes, from the API server's webhook or its log files, and the <c>ka.*</c> fields of each.</summary>
[FalcoPlugin]
public sealed partial class K8sAuditPlugin :
    ISourcePlugin<K8sAuditPlugin>, IExtractPlugin<K8sAuditPlugin, AuditEvent>, IExtractEventSources,
    IInitSchema, IOpenParameters, IReportsProgress, IDescribesEvents, IReportsMetrics, IReconfigures
{
    // Rules files require a version; a host accepts the same major version that is not older. The original plugin with the same fields is 0.18.0; 0.19.0 added
    // fields for outputs, 0.20.0 those of the changed object, of identities and of addresses that the detections need.
    private const string Version = "0.20.0";

    private readonly SourceContext _intake;

    internal K8sAuditPlugin(SourceContext intake) => _intake = intake;

    /// <inheritdoc/>
    public static PluginInfo Info { get; } =
        new(
            "k8saudit",
            "Kubernetes audit events, from the API server's webhook or its log files",
            "k8saudit for .NET",
            Version) { Id = 1, EventSource = "k8s_audit" };

    /// <inheritdoc/>
    public static ReadOnlySpan<Field<AuditEvent>> Fields => AuditFields.All;

    /// <inheritdoc/>
    public static IReadOnlyList<string> ExtractEventSources { get; } = ["k8s_audit"];

    /// <summary>The paths that sources look for in each event.</summary>
    internal static AuditEventPaths Paths { get; } = AuditEventPaths.For(AuditFields.Paths, () => KeptPaths.Trie);

    /// <inheritdoc/>
    public static string InitSchema => OptionsSchema.Json;

    /// <inheritdoc/>
    public static K8sAuditPlugin Create(PluginContext context) =>
        new(new SourceContext(Paths, OptionsReader.Read(context.Config, context.Log), context.Log, TimeProvider.System, PendingEventStore.OfProcess));

    /// <inheritdoc/>
    public IEventStream Open(string parameters) => OpenSchemes.Open(parameters, _intake);

    /// <inheritdoc/>
    public IReadOnlyList<OpenParameter> ListOpenParameters() => [.. OpenSchemes.All.Select(scheme => new OpenParameter(scheme.Example, scheme.Description))];

    /// <inheritdoc/>
    public Progress GetProgress(IEventStream stream) => ((SourceStream)stream).Progress;

    /// <inheritdoc/>
    public void Describe(in PluginEvent source, IBufferWriter<byte> output) => EventText.Write(source.Payload, output);

    /// <inheritdoc/>
    public void ReportMetrics(MetricsReport report) => SourceMetrics.Report(_intake.Counters, report);

    /// <inheritdoc/>
    public void SetConfig(string config) =>
        _intake.Options = OptionsChange.Announce(_intake.Options, OptionsReader.ReadChange(config, _intake.Options, _intake.Log), _intake.Log);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Streams hold all there is to give back, and the host closes them first.
    }
}
