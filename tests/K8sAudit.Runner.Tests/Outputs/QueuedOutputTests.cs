using System.Text;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class QueuedOutputTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(20);

    private readonly GatedOutput _inner = new();
    private readonly StringWriter _lines;
    private readonly DeliveryReport _report;
    private int _closed;

    public QueuedOutputTests() => _report = new DeliveryReport("stdout", Some.Log(out _lines), TimeProvider.System);

    public void Dispose() => _lines.Dispose();

    [Fact]
    public void Alerts_are_written_in_their_order_and_all_of_them()
    {
        _inner.Open();
        Write(Queue(), 1000);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), _inner.Lines);
        Assert.Equal((0, 0), (_report.Dropped, _report.Failed));
    }

    [Fact]
    public void Alerts_that_wait_are_written_together_as_far_as_the_output_takes_them()
    {
        _inner.MaxBatch = 7;
        using (var queue = Queue())
        {
            queue.Write(Some.Alert("first"));
            _inner.WaitUntilEntered();
            Enumerable.Range(0, 20).ToList().ForEach(i => queue.Write(Some.Alert($"{i}")));
            _inner.Open();
        }

        Assert.Equal([1, 7, 7, 6], _inner.Batches);
    }

    [Fact]
    public void A_slow_output_never_blocks_live_input_and_dropped_alerts_are_counted_and_logged()
    {
        using (var queue = Queue(capacity: 2))
        {
            queue.Write(Some.Alert("first"));
            _inner.WaitUntilEntered();
            Enumerable.Range(0, 10).ToList().ForEach(i => queue.Write(Some.Alert($"{i}")));
            Assert.True(queue.IsFull);
            _inner.Open();
        }

        Assert.Equal(["first", "0", "1"], _inner.Lines);
        Assert.Equal(8, _report.Dropped);
        Assert.Contains("stdout output is too slow: 2 alerts wait (outputs_queue.capacity), 1 alert was dropped", Log(), StringComparison.Ordinal);
        Assert.Contains("stdout output: 8 alerts were dropped because the queue was full (outputs_queue.capacity)", Log(), StringComparison.Ordinal);
    }

    [Fact]
    public void Input_that_may_wait_waits_for_a_slow_output_and_loses_nothing()
    {
        using (var queue = Queue(capacity: 2))
        {
            var writer = new Thread(() => Enumerable.Range(0, 100).ToList().ForEach(i => queue.Write(Some.Alert($"{i}", mayWait: true))));
            writer.Start();
            _inner.WaitUntilEntered();
            _inner.Open();
            writer.Join();
        }

        Assert.Equal(100, _inner.Lines.Count);
        Assert.Equal(0, _report.Dropped);
    }

    [Fact]
    public void Input_that_may_wait_does_not_wait_for_a_blocked_output_while_the_run_is_ending()
    {
        using var queue = Queue(capacity: 1, timeout: _short, isEnding: true);
        queue.Write(Some.Alert("first"));
        _inner.WaitUntilEntered();
        queue.Write(Some.Alert("second"));

        queue.Write(Some.Alert("third", mayWait: true));
        queue.Write(Some.Alert("fourth", mayWait: true));

        Assert.Equal(2, _report.Dropped);
        _inner.Open();
    }

    [Fact]
    public void A_blocked_output_is_abandoned_at_the_end_and_everything_that_it_has_not_delivered_is_counted_once()
    {
        _inner.Unconfirmed = 10;
        var queue = Queue(timeout: _short);
        queue.Write(Some.Alert("being written"));
        _inner.WaitUntilEntered();
        queue.Write(Some.Alert("waiting"));

        queue.Dispose();
        _inner.Failure = new IOException("too late");
        _inner.Open();
        _inner.WaitUntilDisposed();

        Assert.Equal(12, _report.Failed);
        Assert.Contains(
            "stdout output: 12 alerts could not be written: the output made no progress within 20 ms (output_timeout) and is abandoned",
            Log(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_fails_is_logged_and_the_next_alert_is_tried()
    {
        _inner.Open();
        _inner.FailOn = "bad";
        _inner.Failure = new IOException("no space");
        Write(Queue(), "bad", "bad", "good");

        Assert.Equal(["good"], _inner.Lines);
        Assert.Equal(2, _report.Failed);
        Assert.Single(Log().Split('\n'), line => line.Contains("stdout output: an alert could not be written: no space", StringComparison.Ordinal));
        Assert.Contains("stdout output: 2 alerts could not be written\n", Log(), StringComparison.Ordinal);
        Assert.Equal(0, _closed);
    }

    [Fact]
    public void Only_the_alerts_that_an_output_reports_as_undelivered_are_counted()
    {
        _inner.MaxBatch = 100;
        _inner.Failure = new UndeliveredException(3, "no space");
        using (var queue = Queue())
        {
            Enumerable.Range(0, 10).ToList().ForEach(i => queue.Write(Some.Alert($"{i}")));
            _inner.WaitUntilEntered();
            _inner.Open();
        }

        Assert.Equal(3 * _inner.Batches.Count, _report.Failed);
    }

    [Fact]
    public void Failures_at_the_end_and_when_it_is_reopened_count_the_alerts_that_they_lose()
    {
        _inner.Open();
        _inner.DisposeFailure = new UndeliveredException(5, "the program ended with exit code 1");
        _inner.ReopenFailure = new IOException("no such directory");
        using (var queue = Queue())
        {
            queue.Reopen();
            _inner.WaitUntilReopened();
        }

        Assert.Equal(5, _report.Failed);
        Assert.Contains("stdout output: no such directory\n", Log(), StringComparison.Ordinal);
        Assert.Contains("stdout output: 5 alerts could not be written: the program ended with exit code 1\n", Log(), StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_to_an_output_that_its_reader_has_closed_are_counted_and_do_not_fail_the_run()
    {
        _inner.Open();
        _inner.Failure = new OutputClosedException(1, "Broken pipe");
        Write(Queue(), "alert");

        Assert.Equal(1, _closed);
        Assert.Equal((1, 0), (_report.Failed, _report.Undelivered));
    }

    private QueuedOutput Queue(int capacity = 0, TimeSpan? timeout = null, bool isEnding = false) =>
        new(_inner, capacity, timeout ?? _long, _report, () => _closed++, () => isEnding);

    private static void Write(QueuedOutput queue, int count) => Write(queue, [.. Enumerable.Range(0, count).Select(i => $"{i}")]);

    private static void Write(QueuedOutput queue, params string[] lines)
    {
        using (queue)
        {
            Array.ForEach(lines, line => queue.Write(Some.Alert(line)));
        }
    }

    private string Log()
    {
        _report.WriteTotals();
        return _lines.ToString();
    }

    /// <summary>An output that blocks until it is opened.</summary>
    private sealed class GatedOutput : IAlertOutput
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly ManualResetEventSlim _entered = new();
        private readonly ManualResetEventSlim _reopened = new();
        private readonly ManualResetEventSlim _disposed = new();

        public List<string> Lines { get; } = [];

        public List<int> Batches { get; } = [];

        public int MaxBatch { get; set; } = 1;

        public int Unconfirmed { get; set; }

        /// <summary>The line that fails; null for every line.</summary>
        public string? FailOn { get; set; }

        public Exception? Failure { get; set; }

        public Exception? ReopenFailure { get; set; }

        public Exception? DisposeFailure { get; set; }

        public void Open() => _open.Set();

        public void WaitUntilEntered() => _entered.Wait();

        public void WaitUntilReopened() => _reopened.Wait();

        public void WaitUntilDisposed() => _disposed.Wait();

        public void Write(ReadOnlySpan<Alert> alerts)
        {
            _entered.Set();
            _open.Wait();
            Batches.Add(alerts.Length);
            foreach (var alert in alerts)
            {
                var line = Encoding.UTF8.GetString(alert.Line.Span);
                if (Failure is not null && (FailOn is null || FailOn == line))
                {
                    throw Failure;
                }

                Lines.Add(line);
            }
        }

        public void Reopen()
        {
            _reopened.Set();
            Throw(ReopenFailure);
        }

        public void Dispose()
        {
            _disposed.Set();
            Throw(DisposeFailure);
        }

        private static void Throw(Exception? failure)
        {
            if (failure is not null)
            {
                throw failure;
            }
        }
    }
}
