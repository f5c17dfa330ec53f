using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sAudit.Plugin.Sources.Webhook;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>A connection that sends what a client of HTTP would never send, and stops where it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _socket = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(WebhookStream stream, string text = "")
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, stream.Port, Cancellation);
        await client.SendAsync(text);
        return client;
    }

    public async Task SendAsync(string text) => await _socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);

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
            return await _socket.GetStream().ReadAsync(buffer, Cancellation);
        }
        catch (IOException)
        {
            // A reset ends a connection, too.
            return 0;
        }
    }
}
