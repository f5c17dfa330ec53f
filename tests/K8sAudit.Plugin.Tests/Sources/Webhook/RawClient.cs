using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sAudit.Plugin.Sources.Webhook;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>A connection that sends what a client of HTTP would never send, and stops where it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _socket = new();
    private NetworkStream? _stream;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(WebhookStream stream, string text = "")
    {
        var client = new RawClient();
        try
        {
            await client._socket.ConnectAsync(IPAddress.Loopback, stream.Port, Cancellation);
            client._stream = client._socket.GetStream();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The other side has ended it already, which reading finds out.
            return client;
        }

        if (text.Length > 0)
        {
            await client.SendAsync(text);
        }

        return client;
    }

    public async Task SendAsync(string text) => await _stream!.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);

    /// <summary>The first line of the next answer; empty where the connection ends without one.</summary>
    public async Task<string> ReadLineAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[1];
        while (!text.ToString().EndsWith("\r\n", StringComparison.Ordinal) && await ReadAsync(buffer) > 0)
        {
            text.Append((char)buffer[0]);
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Everything until the other side ends the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        for (int count; (count = await ReadAsync(buffer)) > 0;)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReadAsync(byte[] buffer)
    {
        try
        {
            return _stream is null ? 0 : await _stream.ReadAsync(buffer, Cancellation);
        }
        catch (IOException)
        {
            // A reset ends a connection, too.
            return 0;
        }
    }
}
