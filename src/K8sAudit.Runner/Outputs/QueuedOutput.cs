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
    private readonly Func<bool> _isEnding;
    private readonly Queue<Alert> _queue = new();
    private readonly Thread _worker;
    private readonly Timer _watch;
    private bool _ending;
    private bool _standsStill;
    private bool _reopening;
    private long _busySince;
    private bool _late;
    private long _written;
    private long _dropped;
    private long _failed;

    /// <param name="name">The output's name, for messages.</param>
    /// <param name="inner">The output.</param>
    /// <param name="capacity">How many alerts may wait; 0 is no limit.</param>
    /// <param name="patience">How long one alert may take before that is told, and how long the output may stand still at the end.</param>
    /// <param name="log">Where drops and failures are told.</param>
    /// <param name="closed">Called when the output's reader is gone.</param>
    /// <param name="isEnding">Whether the run shall end: nothing waits for an output that stands still any more.</param>
    public QueuedOutput(string name, IAlertOutput inner, int capacity, TimeSpan patience, Log log, Action closed, Func<bool> isEnding)
    {
        (_name, _inner, _capacity, _patience, _log, _closed, _isEnding) = (name, inner, capacity == 0 ? int.MaxValue : capacity, patience, log, closed, isEnding);
        _worker = new Thread(Work) { IsBackground = true, Name = $"{name} output" };
        _watch = new Timer(_ => TellWhenLate(), null, patience, patience);
        _worker.Start();
    }

    /// <summary>How many alerts were dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether the next alert of live input would be dropped.</summary>
    public bool IsFull
    {
        get
        {
            lock (_queue)
            {
                return _queue.Count >= _capacity;
            }
        }
    }

    public void Write(Alert alert)
    {
        lock (_queue)
        {
            if (alert.MayWait)
            {
                WaitForRoom();
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
            _log.Error(RunnerMessages.QueueFull(_name, _capacity));
        }
    }

    public void Reopen()
    {
        lock (_queue)
        {
            _reopening = true;
            Monitor.PulseAll(_queue);
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        lock (_queue)
        {
            _ending = true;
            Monitor.PulseAll(_queue);
        }

        WaitForWorker();
        if (Dropped > 0)
        {
            _log.Warning(RunnerMessages.AlertsDropped(_name, Dropped));
        }

        if (Interlocked.Read(ref _failed) is > 1 and var failed)
        {
            _log.Warning(RunnerMessages.AlertsFailed(_name, failed));
        }
    }

    /// <summary>Waits as long as it takes; once the run shall end, only as long as the output gets on.</summary>
    private void WaitForRoom()
    {
        while (_queue.Count >= Math.Min(_capacity, WaitingLimit) && !_ending && !_standsStill)
        {
            _standsStill = !Monitor.Wait(_queue, _patience) && _isEnding();
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
            _log.Error(RunnerMessages.OutputGivenUp(_name, _queue.Count));
            _queue.Clear();
        }
    }

    private void Work()
    {
        while (TryTake(out var alert))
        {
            Interlocked.Exchange(ref _busySince, Environment.TickCount64);
            if (Try(alert is null ? _inner.Reopen : () => _inner.Write(alert)))
            {
                Interlocked.Increment(ref _written);
            }

            Interlocked.Exchange(ref _busySince, 0);
        }

        Try(_inner.Dispose);
    }

    /// <summary>Waits for something to do; a null alert stands for reopening.</summary>
    private bool TryTake(out Alert? alert)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_ending && !_reopening)
            {
                Monitor.Wait(_queue);
            }

            Monitor.PulseAll(_queue);
            (alert, var reopening) = (null, _reopening);
            (_reopening, _standsStill) = (false, false);
            return reopening || _queue.TryDequeue(out alert);
        }
    }

    private void TellWhenLate()
    {
        var since = Interlocked.Read(ref _busySince);
        var late = since != 0 && Environment.TickCount64 - since >= _patience.TotalMilliseconds;
        if (late && !_late)
        {
            _log.Write(LogLevel.Critical, RunnerMessages.OutputTimeout(_name, _patience));
        }

        _late = late;
    }

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e)
        {
            if (Interlocked.Increment(ref _failed) == 1)
            {
                _log.Error(RunnerMessages.OutputFailed(_name, e.Message));
            }

            if (e is OutputClosedException)
            {
                _closed();
            }

            return false;
        }
    }
}
