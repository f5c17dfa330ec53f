using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace K8sAudit.Runner.Tests;

/// <summary>An HTTP server on a free port that keeps the requests it gets.</summary>
internal sealed class HttpSink : IDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _end = new();

    private HttpSink(X509Certificate2? certificate, X509Certificate2? clients, int status, string? answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate;
                    https.ClientCertificateMode = clients is null ? ClientCertificateMode.NoCertificate : ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (given, _, _) => given.Thumbprint == clients?.Thumbprint;
                });
            }
        }));
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _application = builder.Build();
        _application.Run(context => Answer(context, status, answer));
        _application.StartAsync().GetAwaiter().GetResult();
        Address = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>The address that it listens on.</summary>
    public string Address { get; }

    public BlockingCollection<SinkRequest> Requests { get; } = [];

    /// <param name="status">The status of its responses.</param>
    /// <param name="answer">The body of its responses; null where it never responds.</param>
    public static HttpSink Start(int status = 200, string? answer = "the answer") => new(null, null, status, answer);

    public static HttpSink StartTls(X509Certificate2 certificate, X509Certificate2? clients = null) => new(certificate, clients, 200, "the answer");

    /// <summary>Waits for the next request.</summary>
    public SinkRequest Next() => Requests.TryTake(out var request, TimeSpan.FromSeconds(30)) ? request : throw new TimeoutException("no request came");

    public void Dispose()
    {
        _end.Cancel();
        ((IDisposable)_application).Dispose();
        _end.Dispose();
        Requests.Dispose();
    }

    private async Task Answer(HttpContext context, int status, string? answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Add(
            new SinkRequest(
                context.Request.Method,
                context.Request.Path,
                context.Connection.Id,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray()));
        if (answer is null)
        {
            await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted).Token)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsync(answer ?? "");
    }
}

/// <summary>A request.</summary>
internal sealed record SinkRequest(string Method, string Path, string Connection, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Unzipped
    {
        get
        {
            using var reader = new StreamReader(new GZipStream(new MemoryStream(Body), CompressionMode.Decompress));
            return reader.ReadToEnd();
        }
    }
}
