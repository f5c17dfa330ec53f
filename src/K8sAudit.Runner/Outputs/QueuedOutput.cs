using System.Runtime.InteropServices;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Puts a queue and a thread in front of an output, so that detection never waits for a slow one. When the queue is full, alerts of live input are dropped,
/// and input that may wait does so. Every alert is delivered in order, or counted and logged in the output's report.
/// </summary>
internal sealed class QueuedOutput : IDisposable
{
    // How many alerts of input that may wait are queued at most where the queue has no limit.
    private const int MaxReadAhead = 8192;

    private const int MaxBatchBytes = 64 * 1024;

    // How often it is looked whether the receiver has read what it was given.
    private static readonly TimeSpan _confirmationInterval = TimeSpan.FromMilliseconds(50);

    // How often it is looked whether an output that has failed works again.
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(5);

    private readonly IAlertOutput _inner;
    private readonly int _capacity;
    private readonly TimeSpan _timeout;
    private readonly DeliveryReport _report;
    private readonly OutputHealth _health;
    private readonly Action _closed;
    private readonly Func<bool> _isEnding;
    // Also the monitor of the fields up to _inFlight.
    private readonly Queue<Alert> _queue = new();
    private readonly List<Alert> _batch = [];
    private bool _isClosing;
    private bool _isBlocked;
    private bool _isAbandoned;
    private bool _mustReopen;
    private int _inFlight;
    private long _queued;
    private readonly Thread _worker;
    private readonly Timer _watch;
    private long _busySince;
    private volatile bool _isLate;
    private long _deliveries;

    /// <param name="inner">The output.</param>
    /// <param name="capacity">How many alerts may wait; 0 is no limit.</param>
    /// <param name="timeout">How long one write may take before it is logged, and how long the output may make no progress at the end.</param>
    /// <param name="report">Counts and logs the alerts that are not delivered.</param>
    /// <param name="closed">Called when the receiver has closed the output.</param>
    /// <param name="isEnding">Whether the run is ending: then input does not wait for an output that makes no progress.</param>
    public QueuedOutput(IAlertOutput inner, int capacity, TimeSpan timeout, DeliveryReport report, Action closed, Func<bool> isEnding)
    {
        (_inner, _capacity, _timeout, _report, _closed, _isEnding) = (inner, capacity == 0 ? int.MaxValue : capacity, timeout, report, closed, isEnding);
        _health = new OutputHealth(report);
        _worker = new Thread(Work) { IsBackground = true, Name = $"{report.Output} output" };
        _watch = new Timer(_ => LogLateWrite(), null, timeout, timeout);
        _worker.Start();
    }

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

    /// <summary>Why the output does not work; null where it does.</summary>
    public string? Failure => _health.Failure ?? (_isLate ? RunnerMessages.WriteIsLate(_timeout) : null);

    /// <summary>How many alerts wait for delivery, or are being delivered.</summary>
    public int Waiting
    {
        get
        {
            lock (_queue)
            {
                return _isAbandoned ? 0 : Unsettled;
            }
        }
    }

    /// <summary>How many alerts the queue has taken so far.</summary>
    public long Queued
    {
        get
        {
            lock (_queue)
            {
                return _queued;
            }
        }
    }

    /// <summary>How many of these, in order, are delivered or counted as not delivered.</summary>
    public long Settled
    {
        get
        {
            lock (_queue)
            {
                return _queued - (_isAbandoned ? 0 : Unsettled);
            }
        }
    }

    private int Unsettled => _queue.Count + _inFlight + _inner.Unconfirmed;

    /// <summary>Waits until the first alerts are settled, as long as some are within the timeout.</summary>
    /// <param name="alerts">How many.</param>
    /// <param name="mustGiveUp">Whether to wait no longer.</param>
    /// <returns>Whether they are settled.</returns>
    public bool WaitForSettled(long alerts, Func<bool> mustGiveUp)
    {
        lock (_queue)
        {
            var (settled, since) = (Settled, Environment.TickCount64);
            while (settled < alerts && !IsLate(since) && !mustGiveUp())
            {
                Monitor.Wait(_queue, _confirmationInterval);
                (settled, since) = Settled > settled ? (Settled, Environment.TickCount64) : (settled, since);
            }

            return settled >= alerts;
        }
    }

    /// <summary>Queues an alert. Never throws.</summary>
    public void Write(Alert alert)
    {
        lock (_queue)
        {
            if (alert.MayWait)
            {
                WaitForSpace();
            }

            if (_queue.Count < _capacity)
            {
                _queue.Enqueue(alert);
                _queued++;
                Monitor.PulseAll(_queue);
                return;
            }
        }

        _report.AddDropped(_capacity);
    }

    /// <summary>Has the output closed and opened again, after the alert that is being written.</summary>
    public void Reopen()
    {
        lock (_queue)
        {
            _mustReopen = true;
            Monitor.PulseAll(_queue);
        }
    }

    /// <summary>Writes the alerts that wait, and closes the output. One that makes no progress within the timeout is abandoned.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        lock (_queue)
        {
            _isClosing = true;
            Monitor.PulseAll(_queue);
        }

        for (var before = (-1L, 0); before != Progress;)
        {
            before = Progress;
            if (_worker.Join(_timeout))
            {
                return;
            }
        }

        Abandon();
    }

    private (long Deliveries, int Unconfirmed) Progress => (Interlocked.Read(ref _deliveries), _inner.Unconfirmed);

    // As long as it takes; while the run is ending, only as long as the output makes progress.
    private void WaitForSpace()
    {
        while (_queue.Count >= Math.Min(_capacity, MaxReadAhead) && !_isClosing && !_isBlocked)
        {
            _isBlocked = !Monitor.Wait(_queue, _timeout) && _isEnding();
        }
    }

    // The worker still waits for the output, which may never return; what it reports later does not count.
    private void Abandon()
    {
        lock (_queue)
        {
            _isAbandoned = true;
            _report.AddFailed(Unsettled, RunnerMessages.OutputBlocked(_timeout));
            _queue.Clear();
        }
    }

    private void Work()
    {
        // An output that does not work is reported before its first alert.
        for (var task = Waiting == 0 ? OutputTask.Check : Take(); task != OutputTask.End; task = Take())
        {
            Interlocked.Exchange(ref _busySince, Environment.TickCount64);
            Execute(task);
            Interlocked.Exchange(ref _busySince, 0);
        }

        Try(0, _inner.Dispose);
    }

    private void Execute(OutputTask task)
    {
        switch (task)
        {
            case OutputTask.Reopen:
                Try(0, _inner.Reopen);
                break;
            case OutputTask.Check:
                _health.Check(_inner.Check);
                // At the end, alerts behind a check have the whole timeout.
                Interlocked.Increment(ref _deliveries);
                break;
            default:
                Try(_batch.Count, () => _inner.Write(CollectionsMarshal.AsSpan(_batch)));
                break;
        }
    }

    private OutputTask Take()
    {
        lock (_queue)
        {
            _inFlight = 0;
            while (_queue.Count == 0 && !_isClosing && !_mustReopen)
            {
                if (!WaitOrConfirm())
                {
                    return OutputTask.Check;
                }
            }

            var mustReopen = _mustReopen;
            (_mustReopen, _isBlocked) = (false, false);
            if (!mustReopen)
            {
                TakeBatch();
            }

            Monitor.PulseAll(_queue);
            return mustReopen ? OutputTask.Reopen : _inFlight > 0 ? OutputTask.Write : OutputTask.End;
        }
    }

    // The reader of a pipe does not say when it has read. False where it is time to check an output that has failed.
    private bool WaitOrConfirm()
    {
        Monitor.PulseAll(_queue);
        if (_inner.Unconfirmed > 0)
        {
            if (!Monitor.Wait(_queue, _confirmationInterval))
            {
                _inner.Confirm();
            }

            return true;
        }

        return Monitor.Wait(_queue, _health.Failure is null ? Timeout.InfiniteTimeSpan : _checkInterval);
    }

    private void TakeBatch()
    {
        _batch.Clear();
        for (var bytes = 0; _batch.Count < _inner.MaxBatch && bytes < MaxBatchBytes && _queue.TryDequeue(out var alert); bytes += alert.Line.Length)
        {
            _batch.Add(alert);
        }

        _inFlight = _batch.Count;
    }

    private void Try(int alerts, Action action)
    {
        try
        {
            action();
            Interlocked.Increment(ref _deliveries);
            if (alerts > 0)
            {
                _health.Deliver();
            }
        }
        catch (Exception e)
        {
            Report(e, (e as UndeliveredException)?.Count ?? alerts, alerts);
        }
    }

    private void Report(Exception failure, int undelivered, int alerts)
    {
        if (undelivered < alerts)
        {
            Interlocked.Increment(ref _deliveries);
        }

        lock (_queue)
        {
            if (_isAbandoned)
            {
                return;
            }

            _inFlight = 0;
        }

        // Without an undelivered alert, the output works, and says something about an alert that it has delivered.
        if (undelivered > 0 || failure is not UndeliveredException)
        {
            _health.FailDelivery(failure.Message);
        }

        _report.AddFailed(undelivered, failure.Message);
        if (failure is OutputClosedException)
        {
            _report.Close();
            _closed();
        }
    }

    private bool IsLate(long since) => _timeout != Timeout.InfiniteTimeSpan && Environment.TickCount64 - since >= _timeout.TotalMilliseconds;

    private void LogLateWrite()
    {
        var since = Interlocked.Read(ref _busySince);
        var isLate = since != 0 && IsLate(since);
        if (isLate && !_isLate)
        {
            _report.LogLate(_timeout);
        }

        _isLate = isLate;
    }
}
