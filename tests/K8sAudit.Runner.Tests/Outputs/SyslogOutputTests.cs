using System.Net.Sockets;
using System.Text;
using FalcoRules;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Outputs;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>Syslog lines on sockets.</summary>
public sealed class SyslogOutputTests : IDisposable
{
    private static readonly DateTimeOffset _time = new(2026, 7, 4, 9, 8, 7, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "log");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Priority.Emergency, "<8>Jul  4 09:08:07 k8saudit: an alert")]
    [InlineData(Priority.Warning, "<12>Jul  4 09:08:07 k8saudit: an alert")]
    [InlineData(Priority.Debug, "<15>Jul  4 09:08:07 k8saudit: an alert")]
    public void An_alert_is_a_line_of_RFC_3164_with_the_priority_as_severity(Priority priority, string expected)
    {
        using var daemon = Listen(SocketType.Dgram);
        using var output = Output();

        output.Write([Some.Alert("an alert") with { Priority = priority }]);

        Assert.Equal(expected, Receive(daemon));
    }

    [Fact]
    public void A_daemon_with_a_stream_socket_gets_lines_that_end_in_NUL()
    {
        using var daemon = Listen(SocketType.Stream);
        using var output = Output();

        output.Write("one");

        using var connection = daemon.Accept();
        Assert.Equal("<13>Jul  4 09:08:07 k8saudit: one\0", Receive(connection));
    }

    [Fact]
    public void An_alert_that_is_larger_than_a_datagram_is_shortened_and_that_is_reported()
    {
        using var daemon = Listen(SocketType.Dgram);
        using var output = Output();
        var text = string.Concat(Enumerable.Repeat("ä", 500_000));

        var e = Assert.Throws<UndeliveredException>(() => output.Write(text));

        Assert.Equal((0, "an alert was larger than the socket accepts and shortened"), (e.Count, e.Message));
        Assert.Matches("^<13>Jul  4 09:08:07 k8saudit: ä{10000,}\\.\\.\\. \\[shortened from 1000000 bytes\\]$", Receive(daemon));
    }

    [Fact]
    public void A_daemon_that_was_restarted_is_connected_again()
    {
        using var output = Output();
        using (Listen(SocketType.Dgram))
        {
            output.Write("first");
        }

        File.Delete(Path);
        using var second = Listen(SocketType.Dgram);
        output.Write("second");

        Assert.EndsWith("second", Receive(second), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_daemon_the_log_reports_it_once_and_continues()
    {
        var log = Some.Log(out var lines);
        log.Settings = new LogSettings { Syslog = new SyslogSocket(Path, TimeSpan.FromSeconds(1), TimeProvider.System) };

        log.Info("first");
        log.Info("second");

        Assert.Single(lines.ToString().Split('\n'), line => line.Contains("log_syslog: messages cannot be sent to ", StringComparison.Ordinal));
        Assert.Contains(": second\n", lines.ToString(), StringComparison.Ordinal);
    }

    private SyslogOutput Output() => new(new SyslogSocket(Path, Timeout.InfiniteTimeSpan, new UtcClock()));

    private Socket Listen(SocketType type)
    {
        var socket = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path));
        if (type == SocketType.Stream)
        {
            socket.Listen();
        }

        return socket;
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[1024 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    private sealed class UtcClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => _time;
    }
}
