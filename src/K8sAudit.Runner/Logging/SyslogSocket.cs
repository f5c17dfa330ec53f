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

    // A datagram of this size is accepted everywhere.
    private const int MinShortened = 512;

    private readonly Lock _lock = new();
    private Socket? _socket;

    /// <summary>The socket that the environment names, else the usual one.</summary>
    public static string ConfiguredPath => Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? path : DefaultPath;

    /// <summary>
    /// Sends one line. After a failure the socket is opened once again, because the daemon may have been restarted. A text that is too large for a datagram is
    /// shortened, with a mark that says so.
    /// </summary>
    /// <returns>Whether the whole text was sent.</returns>
    /// <exception cref="SocketException">The line cannot be sent.</exception>
    public bool Send(LogLevel level, ReadOnlySpan<byte> text)
    {
        var head = Encoding.UTF8.GetBytes(Head(level));
        lock (_lock)
        {
            try
            {
                return SendOnce(head, text);
            }
            catch (SocketException)
            {
                Close();
                return SendOnce(head, text);
            }
        }
    }

    /// <summary>Opens the socket.</summary>
    /// <exception cref="SocketException">No daemon listens.</exception>
    public void Open()
    {
        lock (_lock)
        {
            _socket ??= Connect(SocketType.Dgram);
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

    private bool SendOnce(byte[] head, ReadOnlySpan<byte> text)
    {
        _socket ??= Connect(SocketType.Dgram);
        if (_socket.SocketType == SocketType.Stream)
        {
            _socket.Send([.. head, .. text, 0]);
            return true;
        }

        var length = text.Length;
        while (!TrySend([.. head, .. Shortened(text, length)], mustSend: length < MinShortened))
        {
            length -= length / 4;
        }

        return length == text.Length;
    }

    // False where the datagram is too large. The kernel does not say how large it may be.
    private bool TrySend(byte[] line, bool mustSend)
    {
        try
        {
            _socket!.Send(line);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize && !mustSend)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> text, int length)
    {
        if (length == text.Length)
        {
            return text;
        }

        // Not within a character.
        while (length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return (byte[])[.. text[..length], .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"... [shortened from {text.Length} bytes]"))];
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
