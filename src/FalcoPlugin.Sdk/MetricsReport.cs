using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk;

/// <summary>Collects a plugin's metrics for the host. Names are snake case, without the plugin's own name.</summary>
/// <remarks>
/// Hosts ask from several threads at once, and read what they were given outside of any lock. A report is made under <see cref="Gate"/>, in the memory of
/// the last one, which whoever still reads that may see with newer values; no memory is freed before the handle ends.
/// </remarks>
public sealed unsafe class MetricsReport : IDisposable
{
    private readonly Dictionary<string, nint> _names = [];
    private readonly List<nint> _outgrown = [];
    private NativeMetric* _metrics;
    private int _capacity;

    /// <summary>Held while a report is made.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>How many metrics were reported.</summary>
    public int Count { get; private set; }

    /// <summary>The metrics; valid as long as this is.</summary>
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
