using System.Collections.Concurrent;
using System.Globalization;

namespace Soak.Load;

/// <summary>Waits for the alerts of the events that count, lines in which their auditIDs stand.</summary>
internal sealed class Alerts(string prefix, int eventsPerBatch)
{
    private readonly ConcurrentDictionary<long, long> _posted = [];
    private readonly string _mark = prefix + "-";

    public Latencies Latencies { get; } = new();

    public int Count { get; private set; }

    /// <summary>A batch is posted right now, for the first time or again.</summary>
    public void Expect(long batch, long timestamp) => _posted.TryAdd(batch, timestamp);

    /// <summary>Reads lines until there are no more.</summary>
    public void Read(TextReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            var at = line.IndexOf(_mark, StringComparison.Ordinal) + _mark.Length;
            if (at >= _mark.Length && long.TryParse(line.AsSpan(at, EventTemplate.Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && _posted.TryGetValue(number / eventsPerBatch, out var start))
            {
                Count++;
                Latencies.AddSince(start);
            }
        }
    }
}
