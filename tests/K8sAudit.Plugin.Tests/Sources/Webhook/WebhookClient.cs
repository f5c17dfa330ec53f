using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sAudit.Plugin.Sources.Webhook;

namespace K8sAudit.Plugin.Tests.Sources.Webhook;

/// <summary>Posts as the API server does.</summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;

    public WebhookClient(WebhookStream stream, string scheme = "http", string path = "/k8s-audit", Version? version = null, string trusted = "")
        : this(stream.Port, scheme, path, version, trusted)
    {
    }

    public WebhookClient(int port, string scheme = "http", string path = "/k8s-audit", Version? version = null, string trusted = "")
    {
        _address = new Uri($"{scheme}://127.0.0.1:{port}{path}?timeout=30s");
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => Pem(certificate) == trusted },
            Expect100ContinueTimeout = TimeSpan.FromSeconds(60),
        })
        {
            DefaultRequestVersion = version ?? new Version(1, 1),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    private static string? Pem(X509Certificate? certificate) => (certificate as X509Certificate2)?.ExportCertificatePem();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> PostAsync(string body) => SendAsync(HttpMethod.Post, body, "application/json");

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string body, string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(method, content);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, HttpContent content, bool expectContinue = false)
    {
        var request = new HttpRequestMessage(method, _address)
        {
            Content = content,
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
        };
        request.Headers.ExpectContinue = expectContinue;
        return _http.SendAsync(request, Cancellation);
    }

    public static async Task<string> AnswerAsync(HttpResponseMessage response) =>
        $"{(int)response.StatusCode} {(await response.Content.ReadAsStringAsync(Cancellation)).TrimEnd('\n')}".TrimEnd();

    public void Dispose() => _http.Dispose();
}
