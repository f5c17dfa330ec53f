using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace K8sAudit.Runner.Web;

/// <summary>A few pages about the run over HTTP (Falco's <c>webserver.cpp</c>). It is no host of its own: signals stay the program's matter.</summary>
internal sealed class WebServer : IDisposable
{
    private const int NotFound = 404;
    private const int MethodNotAllowed = 405;

    /// <summary>Anybody may connect; each connection takes one of the descriptors that the plugins' connections need, too.</summary>
    private const int MaxConnections = 512;

    private static readonly TimeSpan _headersTimeout = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyDictionary<string, Func<WebPage>> _pages;
    private readonly WebApplication _application;

    private WebServer(WebServerConfiguration configuration, string? pem, IReadOnlyDictionary<string, Func<WebPage>> pages)
    {
        _pages = pages;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var guests = new ConnectionLimiter(MaxConnections);
        var certificate = pem is not null ? Certificate(configuration.Certificate!, pem) : null;
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.RequestHeadersTimeout = _headersTimeout;
            options.Limits.MaxRequestBodySize = 0;
            options.Listen(configuration.Address, configuration.Port, listen =>
            {
                listen.Use(next => connection => guests.ServeAsync(connection, next));
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

    /// <summary>Begins to listen.</summary>
    /// <param name="configuration">Where, and how.</param>
    /// <param name="pem">What its certificate's file says; null for plain HTTP.</param>
    /// <param name="pages">The pages, by path.</param>
    /// <param name="log">Where it tells its address.</param>
    /// <exception cref="UserError">The address is in use, or the certificate cannot be used.</exception>
    public static WebServer Start(WebServerConfiguration configuration, string? pem, IReadOnlyDictionary<string, Func<WebPage>> pages, Log log)
    {
        var server = new WebServer(configuration, pem, pages);
        try
        {
            server._application.StartAsync().GetAwaiter().GetResult();
            log.Info($"Webserver listens on {server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}");
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
            : Write(context, new WebPage(MethodNotAllowed, "text/plain", "only GET\n"));
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

            // Offline: what clients need must stand in the file, and beginning to listen must not reach out to others.
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(pem, pem), chain, offline: true);
        }
        catch (CryptographicException e)
        {
            throw new UserError(RunnerMessages.NoCertificate("webserver.ssl_certificate", file, e.Message));
        }
    }
}
