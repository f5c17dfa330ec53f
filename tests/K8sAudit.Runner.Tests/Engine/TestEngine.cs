using FalcoPlugin.Abi;
using FalcoRules;
using FalcoRules.Fields;
using FalcoRules.Loading;
using FalcoRules.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner.Tests.Engine;

/// <summary>An engine host with the plugin in C and no output.</summary>
internal sealed class TestEngine : IDisposable
{
    public const string Source = "sample";

    private const string Rules = "- {rule: Seven, desc: d, source: sample, condition: sample.number = 7, output: Seven, priority: INFO}";

    private FalcoConfiguration _configuration;
    private readonly Log _log = Some.Log();
    private readonly DeliveryReports _deliveries;

    public TestEngine(string openParameters, params string[] definitions)
    {
        var plugin = new PluginConfiguration { Name = Source, LibraryPath = SamplePlugin.Library(definitions), OpenParameters = openParameters };
        _configuration = new FalcoConfiguration { Plugins = [plugin] };
        Plugins = PluginSet.Load(_configuration, null, _log);
        Stop = new StopRequest(_log);
        _deliveries = new DeliveryReports(_log, TimeProvider.System);
        Host = new EngineHost(Snapshot())
        {
            Deliveries = _deliveries,
            Progress = new ProgressLine(TextWriter.Null, enabled: false, TimeProvider.System),
            Log = _log,
            Time = TimeProvider.System,
            Hostname = "host",
        };
    }

    /// <summary>The maximum number of threads that evaluate a finite source.</summary>
    public int Threads
    {
        init
        {
            _configuration = _configuration with { Threads = value };
            Host.Publish(Snapshot(), () => { });
        }
    }

    public EngineHost Host { get; }

    public PluginSet Plugins { get; }

    public StopRequest Stop { get; }

    public EngineSnapshot Snapshot(string rules = Rules) => Snapshot(rules, Plugins.EventSources);

    /// <summary>A snapshot whose rule reads a field that no plugin can be asked for, so that no source can use it.</summary>
    public EngineSnapshot UnusableSnapshot()
    {
        var field = new FieldDefinition("sample.broken", FieldType.UInt64, "", "sample") { Handle = new PluginFieldHandle(null!, null!) };
        return Snapshot(
            "- {rule: Broken, desc: d, source: sample, condition: sample.broken = 1, output: Broken, priority: INFO}",
            [new EventSource(Source, [field])]);
    }

    public SourceRunner Runner(TimeSpan? stuckLimit = null) => new(Host, Stop, _log) { StuckLimit = stuckLimit ?? TimeSpan.FromMinutes(1) };

    public SourceReader OpenReader()
    {
        var reader = SourceReader.Create(Plugins, Source, Host);
        reader.Open();
        return reader;
    }

    public void Dispose() => Plugins.Dispose();

    private EngineSnapshot Snapshot(string rules, IReadOnlyList<EventSource> sources) => new()
    {
        Configuration = _configuration,
        Ruleset = RulesLoader.Load([new SourceText("rules.yaml", rules)], new RulesEnvironment { Sources = sources }).Ruleset!,
        Outputs = AlertOutputs.Open(
            _configuration,
            new OutputFactory(new ProgressLine(TextWriter.Null, enabled: false, TimeProvider.System), _deliveries, () => { }, () => false)),
    };
}
