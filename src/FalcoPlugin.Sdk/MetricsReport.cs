using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>Collects a plugin's metrics for the host. Names are snake case, without the plugin's own name.</summary>
/// <remarks>
/// Hosts request metrics from several threads at the same time, and read the result without a lock. A report is written under <see cref="Gate"/> to the
/// memory of the previous one, so that a thread that still reads that one may see newer values; no memory is freed before the handle is destroyed.
/// </remarks>
public sealed unsafe class MetricsReport : IDisposable
{
    private readonly Dictionary<string, nint> _names = [];
    private readonly List<nint> _outgrown = [];
    private NativeMetric* _metrics;
    private int _capacity;

    /// <summary>The lock that is held while a report is written.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The number of reported metrics.</summary>
    public int Count { get; private set; }

    /// <summary>The metrics; valid as long as this object.</summary>
    public NativeMetric* Pointer => _metrics;

    /// <summary>Adds a counter, which never decreases.</summary>
    public void Counter(string name, ulong value) => Add(name, MetricKind.Monotonic, value);

    /// <summary>Adds a gauge, which increases and decreases.</summary>
    public void Gauge(string name, ulong value) => Add(name, MetricKind.NonMonotonic, value);

    /// <summary>Removes the values, and keeps the names.</summary>
    public void Clear() => Count = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_metrics);
        _metrics = null;
        _capacity = Count = 0;
        foreach (var memory in _outgrown.Concat(_names.Values))
        {
            NativeMemory.Free((void*)memory);
        }

        _outgrown.Clear();
        _names.Clear();
    }

    private void Add(string name, MetricKind kind, ulong value)
    {
        if (Count == _capacity)
        {
            Grow();
        }

        _metrics[Count++] = new NativeMetric { Name = NativeName(name), Kind = kind, Value = value, ValueType = MetricValueType.UInt64 };
    }

    private void Grow()
    {
        var capacity = Math.Max(32, _capacity * 2);
        var metrics = (NativeMetric*)NativeMemory.Alloc((nuint)capacity, (nuint)sizeof(NativeMetric));
        new ReadOnlySpan<NativeMetric>(_metrics, Count).CopyTo(new Span<NativeMetric>(metrics, capacity));
        _outgrown.Add((nint)_metrics);
        _metrics = metrics;
        _capacity = capacity;
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
