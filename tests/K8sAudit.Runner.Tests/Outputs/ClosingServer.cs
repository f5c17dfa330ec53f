using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>An HTTP server that answers one request of each connection, and closes it without an answer when the next one has arrived.</summary>
internal sealed class ClosingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _answered = [];
    private readonly int _answers;
    private int _connections;

    /// <param name="answers">How many requests of a connection are answered.</param>
    public ClosingServer(int answers = 1)
    {
        _answers = answers;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>The bodies of the requests that were answered.</summary>
    public IReadOnlyCollection<string> Answered => _answered;

    public int Connections => Volatile.Read(ref _connections);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            Interlocked.Increment(ref _connections);
            var stream = client.GetStream();
            for (var i = 0; i < _answers && await ReadAsync(stream) is { } body; i++)
            {
                _answered.Enqueue(body);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            }

            await ReadAsync(stream);
        }
    }

    // The body of a request; null where the client has closed the connection.
    private static async Task<string?> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer) is var count and > 0)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            var parts = text.ToString().Split("\r\n\r\n");
            const string length = "Content-Length: ";
            if (parts.Length > 1 && parts[0].Split("\r\n").First(line => line.StartsWith(length, StringComparison.Ordinal))[length.Length..] is var size
                && parts[1].Length.ToString(System.Globalization.CultureInfo.InvariantCulture) == size)
            {
                return parts[1];
            }
        }

        return null;
    }
}
