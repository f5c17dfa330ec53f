using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Native;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace K8sAudit.Runner.Web;

/// <summary>Serves pages about the run over HTTP (Falco's <c>webserver.cpp</c>). It does not handle signals: the program does.</summary>
internal sealed class WebServer : IDisposable
{
    private const int NotFound = 404;
    private const int MethodNotAllowed = 405;

    // Clients are not authenticated, and each connection takes a descriptor that plugins and outputs need, too.
    private const int MaxConnections = 512;
    private const int MaxShareOfDescriptors = 8;

    private static readonly TimeSpan _headersTimeout = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyDictionary<string, Func<WebPage>> _pages;
    private readonly WebApplication _application;

    private WebServer(WebServerConfiguration configuration, string? pem, IReadOnlyDictionary<string, Func<WebPage>> pages)
    {
        _pages = pages;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var connections = new ConnectionLimiter(Math.Min(MaxConnections, DescriptorLimit.Current / MaxShareOfDescriptors));
        var certificate = pem is not null ? Certificate(configuration.Certificate!, pem) : null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.RequestHeadersTimeout = _headersTimeout;
            options.Limits.MaxRequestBodySize = 0;
            options.Listen(configuration.Address, configuration.Port, listen =>
            {
                listen.Use(next => connection => connections.ServeAsync(connection, next));
                if (certificate is not null)
                {
                    listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate }),
                    });
                }
            });
        });
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _application = builder.Build();
        _application.Run(Answer);
    }

    /// <summary>Starts to listen.</summary>
    /// <param name="configuration">The <c>webserver</c> block.</param>
    /// <param name="pem">The content of the certificate file; null for plain HTTP.</param>
    /// <param name="pages">The pages, by path.</param>
    /// <param name="log">Where its address is logged.</param>
    /// <exception cref="UserError">The address is in use, or the certificate cannot be used.</exception>
    public static WebServer Start(WebServerConfiguration configuration, string? pem, IReadOnlyDictionary<string, Func<WebPage>> pages, Log log)
    {
        var server = new WebServer(configuration, pem, pages);
        try
        {
            server._application.StartAsync().GetAwaiter().GetResult();
            var features = server._application.Services.GetRequiredService<IServer>().Features;
            log.Info($"Webserver listens on {features.Get<IServerAddressesFeature>()!.Addresses.First()}");
            return server;
        }
        catch (Exception e)
        {
            server.Dispose();
            throw new UserError(RunnerMessages.CannotListen(configuration.Address, configuration.Port, e.Message));
        }
    }

    public void Dispose() => ((IDisposable)_application).Dispose();

    private Task Answer(HttpContext context)
    {
        if (!_pages.TryGetValue(context.Request.Path.Value ?? "", out var page))
        {
            return Write(context, new WebPage(NotFound, "text/plain", "not found\n"));
        }

        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? Write(context, page())
            : Write(context, new WebPage(MethodNotAllowed, "text/plain", "only GET is supported\n"));
    }

    private static Task Write(HttpContext context, WebPage page)
    {
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.ContentType;
        return context.Response.WriteAsync(page.Body, context.RequestAborted);
    }

    private static SslStreamCertificateContext Certificate(string file, string pem)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);

            // Offline: clients get the certificates of the file, and no issuer is fetched from the network.
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(pem, pem), chain, offline: true);
        }
        catch (CryptographicException e)
        {
            throw new UserError(RunnerMessages.NoCertificate("webserver.ssl_certificate", file, e.Message));
        }
    }
}
