using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace K8sAudit.Runner.Logging;

/// <summary>
/// The machine's own syslog, written to as the C library's <c>syslog()</c> does for Falco: RFC 3164 lines of facility "user" with local time into a
/// Unix socket, datagrams where it takes them, else a stream of lines that end in NUL. Threads share it.
/// </summary>
/// <param name="path">The socket.</param>
/// <param name="patience">How long one line may wait for the daemon; infinite to wait as long as it takes.</param>
/// <param name="time">The clock.</param>
internal sealed class SyslogSocket(string path, TimeSpan patience, TimeProvider time) : IDisposable
{
    /// <summary>Where the daemon listens.</summary>
    public const string DefaultPath = "/dev/log";

    /// <summary>The environment variable that names another socket, for containers that mount it elsewhere.</summary>
    public const string PathVariable = "K8SAUDIT_SYSLOG_SOCKET";

    private const string Program = "k8saudit";
    private const int FacilityUser = 1 << 3;

    private readonly Lock _lock = new();
    private Socket? _socket;

    /// <summary>The socket that the environment names, else the usual one.</summary>
    public static string ConfiguredPath => Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? path : DefaultPath;

    /// <summary>Sends one line. After a failure the socket is opened once anew, as the daemon may have been restarted.</summary>
    /// <exception cref="SocketException">Nobody takes it.</exception>
    public void Send(LogLevel level, ReadOnlySpan<byte> text)
    {
        var head = Encoding.UTF8.GetBytes(Head(level));
        byte[] line = [.. head, .. text];
        lock (_lock)
        {
            try
            {
                SendOnce(line);
            }
            catch (SocketException)
            {
                Close();
                SendOnce(line);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private string Head(LogLevel level)
    {
        var now = time.GetLocalNow();
        return string.Create(CultureInfo.InvariantCulture, $"<{FacilityUser | (int)level}>{now:MMM} {now.Day,2} {now:HH:mm:ss} {Program}: ");
    }

    private void SendOnce(byte[] line)
    {
        _socket ??= Connect(SocketType.Dgram);
        _socket.Send(_socket.SocketType == SocketType.Stream ? [.. line, 0] : line);
    }

    private Socket Connect(SocketType type)
    {
        var socket = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
        try
        {
            socket.SendTimeout = patience == Timeout.InfiniteTimeSpan ? 0 : (int)patience.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException e) when (type == SocketType.Dgram && e.SocketErrorCode == SocketError.ProtocolType)
        {
            socket.Dispose();
            return Connect(SocketType.Stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
