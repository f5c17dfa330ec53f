using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Queue;

namespace K8sAudit.Plugin.Sources.Sorting;

/// <summary>
/// Sorts events by time: a merge sort that writes sorted runs to a temporary file where they do not fit into memory. Events of one time, and those without a
/// time, keep the order in which they were read.
/// </summary>
/// <param name="maxBytes">How many bytes of events are kept in memory.</param>
internal sealed class EventSorter(int maxBytes = EventSorter.MaxBytes) : IDisposable
{
    /// <summary>64 MiB; reading 100 GiB back needs as much again.</summary>
    public const int MaxBytes = 64 << 20;

    private readonly List<EventRun> _runs = [];
    private readonly PriorityQueue<EventRun, (ulong Time, int Number)> _next = new();
    private readonly MemoryRun _memory = new();
    private FileStream? _file;
    private ulong _lastTime;

    /// <summary>How many bytes were written to the temporary file.</summary>
    public long FileBytes => _file?.Length ?? 0;

    /// <summary>Adds an event.</summary>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public void Add(ulong time, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> fieldIndex)
    {
        if (_memory.Length > 0 && _memory.Length + (long)payload.Length + fieldIndex.Length > maxBytes)
        {
            WriteRun();
        }

        _lastTime = time == EventLayout.TimestampUnknown ? _lastTime : time;
        _memory.Add(_lastTime, payload, fieldIndex);
    }

    /// <summary>All events have been added.</summary>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public void Sort()
    {
        _memory.Sort();
        _runs.Add(_memory);
        for (var number = 0; number < _runs.Count; number++)
        {
            if (_runs[number].MoveNext())
            {
                _next.Enqueue(_runs[number], (_runs[number].Time, number));
            }
        }
    }

    /// <summary>Adds the next events to a batch.</summary>
    /// <returns>Whether there are more.</returns>
    /// <exception cref="IOException">The temporary file cannot be read.</exception>
    public bool TryFill(EventBatch batch)
    {
        while (!BatchLimits.IsFull(batch) && _next.TryPeek(out var run, out var priority))
        {
            batch.Add(run.Payload, run.Time == 0 ? EventLayout.TimestampUnknown : run.Time, run.FieldIndex);
            if (run.MoveNext())
            {
                _next.DequeueEnqueue(run, (run.Time, priority.Number));
            }
            else
            {
                _next.Dequeue();
            }
        }

        return _next.Count > 0;
    }

    public void Dispose() => _file?.Dispose();

    private void WriteRun()
    {
        _file ??= CreateFile();
        var start = _file.Length;
        _memory.Sort();
        _memory.WriteTo(_file);
        _file.Flush();
        _memory.Clear();
        _runs.Add(new FileRun(_file.SafeFileHandle, start, _file.Length - start));
    }

    // Without a name, so that nothing is left of it whatever happens to the process.
    private static FileStream CreateFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"k8saudit-sort-{Guid.NewGuid():N}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 256 * 1024,
#pragma warning disable CA1416 // The plugin is built for Linux alone.
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
#pragma warning restore CA1416
        });
        File.Delete(path);
        return file;
    }
}
