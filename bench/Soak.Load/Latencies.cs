using System.Diagnostics;
using System.Globalization;

namespace Soak.Load;

/// <summary>How long things took. Thread-safe.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public void AddSince(long timestamp)
    {
        var milliseconds = Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds;
        lock (_milliseconds)
        {
            _milliseconds.Add(milliseconds);
        }
    }

    public override string ToString()
    {
        lock (_milliseconds)
        {
            _milliseconds.Sort();
            return string.Create(CultureInfo.InvariantCulture, $"p50_ms {At(0.5):0.0} p99_ms {At(0.99):0.0} max_ms {At(1):0.0}");
        }
    }

    private double At(double part) => _milliseconds.Count == 0 ? 0 : _milliseconds[(int)Math.Min(_milliseconds.Count - 1, part * _milliseconds.Count)];
}
