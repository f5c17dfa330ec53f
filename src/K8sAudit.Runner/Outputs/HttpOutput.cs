using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using K8sAudit.Runner.Configuration;

namespace K8sAudit.Runner.Outputs;

/// <summary>Each alert as the body of a POST request (Falco's <c>outputs_http.cpp</c>).</summary>
internal sealed class HttpOutput : IAlertOutput
{
    // How long an answer may be that is shown, in bytes; what is not shown is not read.
    private const int MaxResponseBytes = 1024 * 1024;

    private readonly HttpOutputConfiguration _configuration;
    private readonly MediaTypeHeaderValue _contentType;
    private readonly AuthenticationHeaderValue? _credentials;
    private readonly TimeSpan _timeout;
    private readonly IAlertOutput _echo;
    private readonly HttpClient _client;

    /// <param name="configuration">Where to, and how.</param>
    /// <param name="json">Whether alerts are JSON.</param>
    /// <param name="timeout">How long one answer may take.</param>
    /// <param name="echo">Where the server's answers are shown, if at all.</param>
    /// <exception cref="UserError">A certificate cannot be used.</exception>
    public HttpOutput(HttpOutputConfiguration configuration, bool json, TimeSpan timeout, IAlertOutput echo)
    {
        (_configuration, _timeout, _echo) = (configuration, timeout, echo);
        _credentials = Credentials(configuration.Url.UserInfo);
        _contentType = new MediaTypeHeaderValue(json ? "application/json" : "text/plain");
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = HttpTrust.Options(configuration) }) { Timeout = timeout, MaxResponseContentBufferSize = MaxResponseBytes };
    }

    /// <summary>Sends the alert; a server that does not answer in time is asked again, <c>max_consecutive_timeouts</c> times at most.</summary>
    public void Write(Alert alert)
    {
        for (var timeouts = 0; ; timeouts++)
        {
            try
            {
                Send(alert);
                return;
            }
            catch (OperationCanceledException) when (timeouts < _configuration.MaxTimeouts)
            {
            }
            catch (OperationCanceledException)
            {
                throw new IOException(RunnerMessages.NoAnswer(_configuration.Url, _timeout));
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            {
                throw new IOException(RunnerMessages.AnswerTooLong(_configuration.Url, MaxResponseBytes));
            }
            catch (HttpRequestException e)
            {
                // The outer ones of a TLS failure only say that there is an inner one.
                throw new IOException(RunnerMessages.NotSent(_configuration.Url, e.GetBaseException().Message));
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _echo.Dispose();
    }

    private void Send(Alert alert)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _configuration.Url) { Content = Body(alert) };
        request.Headers.Authorization = _credentials;
        request.Headers.ConnectionClose = !_configuration.KeepAlive;
        request.Headers.TryAddWithoutValidation("User-Agent", _configuration.UserAgent);
        using var response = _client.Send(request, _configuration.Echo ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead);
        if (_configuration.Echo)
        {
            Echo(response, alert);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new IOException(RunnerMessages.RefusedByServer(_configuration.Url, (int)response.StatusCode));
        }
    }

    /// <summary>A name and a password in the address are sent as libcurl does it.</summary>
    private static AuthenticationHeaderValue? Credentials(string user) => user.Length == 0
        ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user.Contains(':', StringComparison.Ordinal) ? user : $"{user}:"))));

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

    private void Echo(HttpResponseMessage response, Alert alert)
    {
        using var body = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(body);
        if (body.Length > 0)
        {
            _echo.Write(alert with { Line = body.ToArray() });
        }
    }
}
