using BenchmarkDotNet.Attributes;
using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Benchmarks;

/// <summary>
/// Splitting a log into native events, deciding that an event is JSON, and one field of each kind, the decoding with it. All are one round over the events of a
/// size.
/// </summary>
[MemoryDiagnoser]
public unsafe class ExtractionBenchmarks : IDisposable
{
    private readonly AuditEvent _event = new();
    private readonly FieldValues _values = new();
    private readonly string _file = Path.GetTempFileName();
    private byte[][] _events = [];

    /// <summary>Bytes of an event; 0 for the samples as they are.</summary>
    [Params(0, 2_000, 20_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _events = Size == 0 ? Inputs.Events() : Inputs.Events(Size);
        File.WriteAllBytes(_file, [.. _events.SelectMany(line => line.Append((byte)'\n'))]);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _values.Free();
        File.Delete(_file);
    }

    [Benchmark]
    public int Split()
    {
        using var plugin = K8sAuditPlugin.Create(new PluginContext("", Silence.Instance));
        using var stream = plugin.Open(_file);
        using var batch = new EventBatch();
        var count = 0;
        BatchStatus status;
        do
        {
            batch.Clear();
            status = stream.Next(batch);
            count += batch.Count;
        }
        while (status != BatchStatus.End);

        return count;
    }

    [Benchmark]
    public int Scan()
    {
        var sum = 0;
        foreach (var json in _events)
        {
            sum += JsonScanner.SkipValue(json, 0);
        }

        return sum;
    }

    [Benchmark]
    [Arguments("ka.verb")]
    [Arguments("ka.user.groups")]
    [Arguments("ka.req.configmap.obj")]
    [Arguments("ka.req.pod.containers.image.repository")]
    public int Extract(string name)
    {
        var field = Array.Find(AuditFields.All.ToArray(), field => field.Name == name)!;
        var count = 0;
        foreach (var json in _events)
        {
            fixed (byte* payload = json)
            {
                _values.BeginEvent(json.Length);
                _event.Load(new PluginEvent(payload, json.Length, 0, 1));
                field.Extract(_event, default, _values);
            }

            count += _values.Count;
        }

        return count;
    }
}
