using System.Runtime.InteropServices;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Hosting;

namespace FalcoPlugin.Sdk;

/// <summary>Collects a plugin's metrics for the host. Names are snake case, without the plugin's own name.</summary>
public sealed unsafe class MetricsReport : IDisposable
{
    private readonly Dictionary<string, nint> _names = [];
    private NativeMetric* _metrics;
    private int _capacity;

    /// <summary>How many metrics were reported.</summary>
    public int Count { get; private set; }

    /// <summary>The metrics; valid until the next report.</summary>
    public NativeMetric* Pointer => _metrics;

    /// <summary>A counter: it never falls.</summary>
    public void Counter(string name, ulong value) => Add(name, MetricKind.Monotonic, value);

    /// <summary>A gauge: it rises and falls.</summary>
    public void Gauge(string name, ulong value) => Add(name, MetricKind.NonMonotonic, value);

    /// <summary>Forgets the values, and keeps the names.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_metrics);
        _metrics = null;
        _capacity = Count = 0;
        foreach (var name in _names.Values)
        {
            NativeMemory.Free((void*)name);
        }

        _names.Clear();
    }

    private void Add(string name, MetricKind kind, ulong value)
    {
        if (Count == _capacity)
        {
            _capacity = Math.Max(16, _capacity * 2);
            _metrics = (NativeMetric*)NativeMemory.Realloc(_metrics, (nuint)(_capacity * sizeof(NativeMetric)));
        }

        _metrics[Count++] = new NativeMetric { Name = NativeName(name), Kind = kind, Value = value, ValueType = MetricValueType.UInt64 };
    }

    private byte* NativeName(string name)
    {
        if (!_names.TryGetValue(name, out var pointer))
        {
            _names[name] = pointer = (nint)NativeText.Allocate(name);
        }

        return (byte*)pointer;
    }
}
