using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>Sends each alert as the body of a POST request (Falco's <c>outputs_http.cpp</c>).</summary>
internal sealed class HttpOutput : IAlertOutput
{
    // Of an answer that is shown, in bytes. An answer that is not shown is not read.
    private const int MaxResponseBytes = 1024 * 1024;

    private readonly HttpOutputConfiguration _configuration;
    private readonly MediaTypeHeaderValue _contentType;
    private readonly AuthenticationHeaderValue? _credentials;
    private readonly TimeSpan _timeout;
    private readonly IAlertOutput _echo;
    private readonly HttpClient _client;

    /// <param name="configuration">The <c>http_output</c> block.</param>
    /// <param name="json">Whether alerts are JSON.</param>
    /// <param name="timeout">How long one request may take.</param>
    /// <param name="echo">Where the answers of the server are shown where <c>http_output.echo</c> is true.</param>
    /// <exception cref="UserError">A certificate cannot be used.</exception>
    public HttpOutput(HttpOutputConfiguration configuration, bool json, TimeSpan timeout, IAlertOutput echo)
    {
        (_configuration, _timeout, _echo) = (configuration, timeout, echo);
        _credentials = Credentials(configuration.Url.UserInfo);
        _contentType = new MediaTypeHeaderValue(json ? "application/json" : "text/plain");
        // "Connection: close" in a request does not keep the client from using the connection again, and not every server says in its answer that it closes it.
        var lifetime = configuration.KeepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = lifetime, SslOptions = HttpTrust.Options(configuration) };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>
    /// Sends the alert. One that is not answered in time is sent again, <c>max_consecutive_timeouts</c> times at most; with <c>keep_alive</c>, one whose
    /// connection ends without an answer is sent again once.
    /// </summary>
    /// <exception cref="UndeliveredException">The server has not accepted it; or it has, and its answer cannot be shown.</exception>
    public void Write(ReadOnlySpan<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            Write(alert);
        }
    }

    /// <summary>Connects to the server without a request. Behind a proxy nothing is checked.</summary>
    public void Check() => HttpServerCheck.Connect(_configuration, _timeout);

    public void Dispose()
    {
        _client.Dispose();
        _echo.Dispose();
    }

    private void Write(Alert alert)
    {
        var timeouts = 0;
        var isFirst = true;
        while (true)
        {
            try
            {
                Send(alert);
                return;
            }
            catch (OperationCanceledException) when (timeouts < _configuration.MaxTimeouts)
            {
                timeouts++;
            }
            catch (HttpRequestException e) when (isFirst && _configuration.KeepAlive && IsClosed(e))
            {
                // The server may have closed a connection that was idle; libcurl sends the request again over a new one, too.
                isFirst = false;
            }
            catch (OperationCanceledException)
            {
                throw new UndeliveredException(1, RunnerMessages.NoAnswer(_configuration.Url, _timeout));
            }
            catch (HttpRequestException e)
            {
                // The outer exceptions of a TLS failure have no reason of their own.
                throw new UndeliveredException(1, RunnerMessages.NotSent(_configuration.Url, e.GetBaseException().Message));
            }
        }
    }

    private void Send(Alert alert)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _configuration.Url) { Content = Body(alert) };
        request.Headers.Authorization = _credentials;
        request.Headers.ConnectionClose = !_configuration.KeepAlive;
        request.Headers.TryAddWithoutValidation("User-Agent", _configuration.UserAgent);
        using var deadline = new CancellationTokenSource(_timeout);
        using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        var notShown = _configuration.Echo ? Echo(response, alert, deadline.Token) : null;
        if (!response.IsSuccessStatusCode)
        {
            throw new UndeliveredException(1, RunnerMessages.RefusedByServer(_configuration.Url, (int)response.StatusCode));
        }

        if (notShown is not null)
        {
            throw new UndeliveredException(0, notShown);
        }
    }

    private static bool IsClosed(HttpRequestException e) =>
        e.HttpRequestError == HttpRequestError.ResponseEnded
        || e.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown };

    // The name and the password of the address, sent as libcurl does.
    private static AuthenticationHeaderValue? Credentials(string user)
    {
        if (user.Length == 0)
        {
            return null;
        }

        var pair = Uri.UnescapeDataString(user.Contains(':', StringComparison.Ordinal) ? user : $"{user}:");
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }

    private ByteArrayContent Body(Alert alert)
    {
        var content = new ByteArrayContent(_configuration.Compress ? Compressed(alert) : alert.Line.ToArray());
        content.Headers.ContentType = _contentType;
        if (_configuration.Compress)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static byte[] Compressed(Alert alert)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(alert.Line.Span);
        }

        return target.ToArray();
    }

    // The status is known by now: an answer that cannot be shown does not make the alert sent again. Gives the reason; null where it was shown.
    private string? Echo(HttpResponseMessage response, Alert alert, CancellationToken deadline)
    {
        try
        {
            response.Content.LoadIntoBufferAsync(MaxResponseBytes, deadline).GetAwaiter().GetResult();
            var body = response.Content.ReadAsByteArrayAsync(CancellationToken.None).GetAwaiter().GetResult();
            if (body.Length > 0)
            {
                _echo.Write([alert with { Line = body }]);
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            return RunnerMessages.NoAnswer(_configuration.Url, _timeout);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return RunnerMessages.AnswerTooLong(_configuration.Url, MaxResponseBytes);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return RunnerMessages.AnswerNotShown(_configuration.Url, e.Message);
        }
    }
}
