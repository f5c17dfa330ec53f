using System.Buffers;
using FalcoPlugin.Sdk;

namespace Faulty;

/// <summary>Implements every interface of the SDK.</summary>
[FalcoPlugin]
public sealed class FaultyPlugin
    : ISourcePlugin<FaultyPlugin>, IExtractPlugin<FaultyPlugin, FaultyEvent>, IInitSchema, IOpenParameters, IReportsProgress, IDescribesEvents,
    IExtractEventSources, IReportsMetrics, IReconfigures, IIndependentEvents
{
    private static readonly PluginInfo _info = CreateInfo();

    public static PluginInfo Info => _info;

    public static ReadOnlySpan<Field<FaultyEvent>> Fields => FaultyEvent.Fields;

    public static ReadOnlySpan<ushort> ExtractEventTypes
    {
        get
        {
            Fault.In("EventTypes");
            return [322];
        }
    }

    public static IReadOnlyList<string> ExtractEventSources
    {
        get
        {
            Fault.In("EventSources");
            return ["faulty"];
        }
    }

    public static string InitSchema
    {
        get
        {
            Fault.In("InitSchema");
            return "{}";
        }
    }

    public static FaultyPlugin Create(PluginContext context)
    {
        Fault.In("Create");
        return new FaultyPlugin();
    }

    public IEventStream Open(string parameters)
    {
        Fault.In("Open");
        return new FaultyStream();
    }

    public IReadOnlyList<OpenParameter> ListOpenParameters()
    {
        Fault.In("OpenParameters");
        return [new OpenParameter("anything", "One event")];
    }

    public Progress GetProgress(IEventStream stream)
    {
        Fault.In("Progress");
        return new Progress(1, "all");
    }

    public void Describe(in PluginEvent source, IBufferWriter<byte> output)
    {
        Fault.In("Describe");
        output.Write("one event"u8);
    }

    public void ReportMetrics(MetricsReport report)
    {
        Fault.In("Metrics");
        report.Counter("events", 1);
    }

    public void SetConfig(string config) => Fault.In("SetConfig");

    public void Dispose() => Fault.In("Destroy");

    private static PluginInfo CreateInfo()
    {
        Fault.In("Info");
        return new PluginInfo("faulty", "Fails where it is told to", "github.com/k8saudit", "0.1.0") { Id = 998, EventSource = "faulty" };
    }

    private sealed class FaultyStream : IEventStream
    {
        public BatchStatus Next(EventBatch batch)
        {
            Fault.In("Next");
            batch.Add("x"u8, 1);
            return BatchStatus.End;
        }

        public void Dispose() => Fault.In("Close");
    }
}
