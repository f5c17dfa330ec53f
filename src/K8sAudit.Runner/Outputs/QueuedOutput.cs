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

    private readonly IAlertOutput _inner;
    private readonly int _capacity;
    private readonly TimeSpan _timeout;
    private readonly DeliveryReport _report;
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
    private bool _isLate;
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
        while (TryTake(out var mustReopen))
        {
            Interlocked.Exchange(ref _busySince, Environment.TickCount64);
            if (mustReopen)
            {
                Try(0, _inner.Reopen);
            }
            else
            {
                Try(_batch.Count, () => _inner.Write(CollectionsMarshal.AsSpan(_batch)));
            }

            Interlocked.Exchange(ref _busySince, 0);
        }

        Try(0, _inner.Dispose);
    }

    // Waits for alerts, for the request to reopen, or for the end: false.
    private bool TryTake(out bool mustReopen)
    {
        lock (_queue)
        {
            _inFlight = 0;
            while (_queue.Count == 0 && !_isClosing && !_mustReopen)
            {
                WaitOrConfirm();
            }

            (mustReopen, _mustReopen, _isBlocked) = (_mustReopen, false, false);
            if (!mustReopen)
            {
                TakeBatch();
            }

            Monitor.PulseAll(_queue);
            return mustReopen || _inFlight > 0;
        }
    }

    // The reader of a pipe does not say when it has read.
    private void WaitOrConfirm()
    {
        Monitor.PulseAll(_queue);
        if (!Monitor.Wait(_queue, _inner.Unconfirmed > 0 ? _confirmationInterval : Timeout.InfiniteTimeSpan))
        {
            _inner.Confirm();
        }
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
