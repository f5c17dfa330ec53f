using System.Runtime.InteropServices;
using K8sAudit.Runner.Engine;
using K8sAudit.Runner.Lifecycle;

namespace K8sAudit.Runner.Tests.Lifecycle;

public sealed class ShutdownTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(86_400)]
    [InlineData(999_999_999)]
    public void The_stop_is_requested_after_the_given_time_also_where_one_timer_cannot_take_it(int seconds)
    {
        var time = new ManualTimer();
        var stop = new StopRequest(Some.Log());
        using var shutdown = new Shutdown(stop, TimeSpan.FromSeconds(seconds), time);

        while (time.Now < seconds)
        {
            Assert.False(stop.IsRequested);
            time.GoToTimer();
        }

        Assert.Equal(seconds, time.Now);
        Assert.True(stop.IsRequested);
    }

    /// <summary>GNU timeout sends the signal to the process, and then to its group.</summary>
    [Fact]
    public void The_same_signal_within_a_second_is_not_a_second_one()
    {
        var stop = new StopRequest(Some.Log());
        using var shutdown = new Shutdown(stop, null, new ManualTimer());
        var ended = new List<string>();
        shutdown.Ending = ended.Add;

        Assert.True(shutdown.Receive(PosixSignal.SIGTERM));
        Assert.True(stop.IsRequested);
        Assert.True(shutdown.Receive(PosixSignal.SIGTERM));
        Assert.Empty(ended);
    }

    [Fact]
    public void A_second_signal_ends_the_process_at_once()
    {
        var time = new ManualTimer();
        using var shutdown = new Shutdown(new StopRequest(Some.Log()), TimeSpan.FromSeconds(3), time);
        var ended = new List<string>();
        shutdown.Ending = ended.Add;
        shutdown.Receive(PosixSignal.SIGTERM);

        Assert.False(shutdown.Receive(PosixSignal.SIGINT));
        time.GoToTimer();
        Assert.False(shutdown.Receive(PosixSignal.SIGTERM));

        Assert.Equal(["SIGINT", "SIGTERM"], ended);
    }

    /// <summary>A clock of seconds with one timer, which refuses periods that a real timer refuses.</summary>
    private sealed class ManualTimer : TimeProvider, ITimer
    {
        private Action _act = () => { };
        private TimeSpan _due;

        public long Now { get; private set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _act = () => callback(state);
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(dueTime.TotalMilliseconds < uint.MaxValue, $"{dueTime} is longer than a timer holds");
            _due = dueTime;
            return true;
        }

        public void GoToTimer()
        {
            Now += (long)_due.TotalSeconds;
            _act();
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
