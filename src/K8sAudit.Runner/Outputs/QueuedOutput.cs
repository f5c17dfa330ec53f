using K8sAudit.Runner.Logging;

namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Puts a queue and a thread in front of an output, so that a slow one never holds detection up. When the queue is full, alerts of live input are
/// dropped, counted and logged; alerts of a file wait. Their order stays.
/// </summary>
internal sealed class QueuedOutput : IAlertOutput
{
    /// <summary>How far a file's reader may run ahead of an output with an unlimited queue.</summary>
    private const int WaitingLimit = 8192;

    private readonly string _name;
    private readonly IAlertOutput _inner;
    private readonly int _capacity;
    private readonly TimeSpan _patience;
    private readonly Log _log;
    private readonly Action _closed;
    private readonly Queue<Alert> _queue = new();
    private readonly Thread _worker;
    private bool _ending;
    private long _written;
    private long _dropped;
    private long _failed;

    /// <param name="name">The output's name, for messages.</param>
    /// <param name="inner">The output.</param>
    /// <param name="capacity">How many alerts may wait; 0 is no limit.</param>
    /// <param name="patience">How long the output may stand still at the end.</param>
    /// <param name="log">Where drops and failures are told.</param>
    /// <param name="closed">Called when the output's reader is gone.</param>
    public QueuedOutput(string name, IAlertOutput inner, int capacity, TimeSpan patience, Log log, Action closed)
    {
        (_name, _inner, _capacity, _patience, _log, _closed) = (name, inner, capacity == 0 ? int.MaxValue : capacity, patience, log, closed);
        _worker = new Thread(Work) { IsBackground = true, Name = $"{name} output" };
        _worker.Start();
    }

    /// <summary>How many alerts were dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Write(Alert alert)
    {
        lock (_queue)
        {
            while (alert.MayWait && _queue.Count >= Math.Min(_capacity, WaitingLimit) && !_ending)
            {
                Monitor.Wait(_queue);
            }

            if (_queue.Count < _capacity)
            {
                _queue.Enqueue(alert);
                Monitor.PulseAll(_queue);
                return;
            }
        }

        if (Interlocked.Increment(ref _dropped) == 1)
        {
            _log.Error(Messages.QueueFull(_name, _capacity));
        }
    }

    public void Dispose()
    {
        lock (_queue)
        {
            _ending = true;
            Monitor.PulseAll(_queue);
        }

        WaitForWorker();
        if (Dropped > 0)
        {
            _log.Warning(Messages.AlertsDropped(_name, Dropped));
        }
    }

    /// <summary>Waits as long as the output gets on; one that stands still is given up.</summary>
    private void WaitForWorker()
    {
        for (var before = -1L; before != Interlocked.Read(ref _written);)
        {
            before = Interlocked.Read(ref _written);
            if (_worker.Join(_patience))
            {
                return;
            }
        }

        lock (_queue)
        {
            _log.Error(Messages.OutputGivenUp(_name, _queue.Count));
            _queue.Clear();
        }
    }

    private void Work()
    {
        while (TryTake(out var alert))
        {
            Try(() => _inner.Write(alert));
            Interlocked.Increment(ref _written);
        }

        Try(_inner.Dispose);
    }

    private bool TryTake(out Alert alert)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_ending)
            {
                Monitor.Wait(_queue);
            }

            Monitor.PulseAll(_queue);
            return _queue.TryDequeue(out alert!);
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            if (Interlocked.Increment(ref _failed) == 1)
            {
                _log.Error(Messages.OutputFailed(_name, e.Message));
            }

            _closed();
        }
    }
}
