using System.Text;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

public sealed class QueuedOutputTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    private static readonly Func<bool> _goesOn = () => false;

    private readonly GatedOutput _inner = new();
    private readonly Log _log = Some.Log(out _);

    public void Dispose() => _inner.Dispose();

    [Fact]
    public void Alerts_come_out_in_their_order_and_all_of_them()
    {
        _inner.Open();
        using (var queue = Queue(capacity: 0))
        {
            Enumerable.Range(0, 1000).ToList().ForEach(i => queue.Write(Some.Alert($"{i}")));
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"), _inner.Lines);
    }

    [Fact]
    public void A_slow_output_never_blocks_live_input_and_drops_are_counted_and_logged()
    {
        var log = Some.Log(out var lines);
        long dropped;
        using (var queue = new QueuedOutput("stdout", _inner, 2, _long, log, () => { }, _goesOn))
        {
            queue.Write(Some.Alert("first"));
            _inner.WaitUntilEntered();
            Enumerable.Range(0, 10).ToList().ForEach(i => queue.Write(Some.Alert($"{i}")));
            dropped = queue.Dropped;
            _inner.Open();
        }

        Assert.Equal(8, dropped);
        Assert.Equal(["first", "0", "1"], _inner.Lines);
        Assert.Contains("stdout output is too slow: 2 alerts wait", lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("stdout output: 8 alerts were dropped because the queue was full (outputs_queue.capacity)", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_waits_for_a_slow_output_and_loses_nothing()
    {
        using (var queue = Queue(capacity: 2))
        {
            var writer = new Thread(() => Enumerable.Range(0, 100).ToList().ForEach(i => queue.Write(Some.Alert($"{i}", mayWait: true))));
            writer.Start();
            _inner.WaitUntilEntered();
            _inner.Open();
            writer.Join();
            Assert.Equal(0, queue.Dropped);
        }

        Assert.Equal(100, _inner.Lines.Count);
    }

    [Fact]
    public void A_file_does_not_wait_for_an_output_that_stands_still_once_the_run_shall_end()
    {
        using var queue = new QueuedOutput("stdout", _inner, 1, TimeSpan.FromMilliseconds(20), _log, () => { }, () => true);
        queue.Write(Some.Alert("first"));
        _inner.WaitUntilEntered();
        queue.Write(Some.Alert("second"));

        queue.Write(Some.Alert("third", mayWait: true));
        queue.Write(Some.Alert("fourth", mayWait: true));

        Assert.Equal(2, queue.Dropped);
        _inner.Open();
    }

    [Fact]
    public void An_output_that_stands_still_at_the_end_is_given_up()
    {
        var log = Some.Log(out var lines);
        var queue = new QueuedOutput("stdout", _inner, 0, TimeSpan.FromMilliseconds(20), log, () => { }, _goesOn);
        queue.Write(Some.Alert("first"));
        _inner.WaitUntilEntered();
        queue.Write(Some.Alert("second"));

        queue.Dispose();
        _inner.Open();

        Assert.Contains("stdout output stands still, 1 alerts that wait for it are discarded", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_fails_is_told_once_and_the_next_alert_is_tried()
    {
        var log = Some.Log(out var lines);
        _inner.Open();
        _inner.FailOn = "bad";
        var told = 0;
        using (var queue = new QueuedOutput("file", _inner, 0, _long, log, () => told++, _goesOn))
        {
            foreach (var line in new[] { "bad", "bad", "good" })
            {
                queue.Write(Some.Alert(line));
            }
        }

        Assert.Equal(["good"], _inner.Lines);
        Assert.Equal(0, told);
        Assert.Single(lines.ToString().Split('\n'), line => line.Contains("file output: an alert could not be written: no space", StringComparison.Ordinal));
    }

    [Fact]
    public void An_output_that_nobody_reads_any_more_tells_it()
    {
        _inner.Open();
        (_inner.FailOn, _inner.Failure) = ("bad", new OutputClosedException("Broken pipe"));
        var told = 0;
        using (var queue = new QueuedOutput("stdout", _inner, 0, _long, _log, () => told++, _goesOn))
        {
            queue.Write(Some.Alert("bad"));
        }

        Assert.Equal(1, told);
    }

    private QueuedOutput Queue(int capacity) => new("stdout", _inner, capacity, _long, _log, () => { }, _goesOn);

    /// <summary>An output that lets nothing through until it is opened.</summary>
    private sealed class GatedOutput : IAlertOutput
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly ManualResetEventSlim _entered = new();

        public List<string> Lines { get; } = [];

        public string FailOn { get; set; } = "";

        public Exception Failure { get; set; } = new IOException("no space");

        public void Open() => _open.Set();

        public void WaitUntilEntered() => _entered.Wait();

        public void Write(Alert alert)
        {
            _entered.Set();
            _open.Wait();
            var line = Encoding.UTF8.GetString(alert.Line.Span);
            if (line == FailOn)
            {
                throw Failure;
            }

            Lines.Add(line);
        }

        public void Dispose()
        {
        }
    }
}
