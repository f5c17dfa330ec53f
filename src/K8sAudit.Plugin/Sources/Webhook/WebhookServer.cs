using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Kestrel, inside somebody else's process: no signal handlers, no configuration of its own, nothing on standard output.</summary>
internal sealed class WebhookServer : IDisposable
{
    private readonly WebApplication _app;

    private WebhookServer(WebApplication app, int port)
    {
        _app = app;
        Port = port;
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <exception cref="PluginException">It cannot listen there.</exception>
    public static WebhookServer Start(WebhookAddress address, RequestDelegate handler, Doorkeeper doorkeeper, AuditIntake intake)
    {
        var bind = address.Resolve();
        // The host's working directory may be gone or closed to us, and nothing is read from it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "k8saudit", ContentRootPath = "/" });
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = WebhookLimits.ReadAhead);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, intake.Options, address.Port, bind, doorkeeper.Tls));
        var app = builder.Build();
        app.Run(handler);
        return Listen(app, address);
    }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(WebhookLimits.Shutdown);
        try
        {
            _app.StopAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Requests that took too long were cut off; none of them was acknowledged.
        }

        ((IDisposable)_app).Dispose();
    }

    private static WebhookServer Listen(WebApplication app, WebhookAddress address)
    {
        try
        {
            app.StartAsync().GetAwaiter().GetResult();
            var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new WebhookServer(app, BindingAddress.Parse(listening).Port);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            ((IDisposable)app).Dispose();
            throw new PluginException(Messages.CannotListen(address.Text, Why(e)), e);
        }
    }

    private static void Configure(KestrelServerOptions options, K8sAuditOptions bounds, int port, IPAddress? bind, TlsFiles? tls)
    {
        options.AddServerHeader = false;

        // The handler has the limits that may change while the server runs.
        options.Limits.MaxRequestBodySize = null;
        // That of what TLS deciphered; the sockets have the same.
        options.Limits.MaxRequestBufferSize = WebhookLimits.ReadAhead;
        options.Limits.MaxConcurrentConnections = bounds.MaxConnections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(bounds.HeaderTimeout);
        options.Limits.MinRequestBodyDataRate = bounds.MinDataRate > 0 ? new MinDataRate(bounds.MinDataRate, WebhookLimits.DataRateGrace) : null;
        if (bind is null)
        {
            options.ListenAnyIP(port, listen => Configure(listen, tls, bounds.HeaderTimeout));
        }
        else
        {
            options.Listen(bind, port, listen => Configure(listen, tls, bounds.HeaderTimeout));
        }
    }

    private static void Configure(ListenOptions listen, TlsFiles? tls, int handshakeTimeout)
    {
        // Without TLS nothing tells the two versions apart before the first byte.
        listen.Protocols = tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (tls is not null)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = TimeSpan.FromSeconds(handshakeTimeout),
                OnConnection = context => ValueTask.FromResult(tls.ForConnection($"{context.Connection.RemoteEndPoint}")),
            });
        }
    }

    private static string Why(Exception e) => (e as SocketException ?? e.InnerException as SocketException ?? e.InnerException?.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use; stop the other program or choose another port",
        SocketError.AddressNotAvailable => "this machine has no such address; leave the host empty for all interfaces",
        SocketError.AccessDenied => "permission denied; ports below 1024 need a privilege, so choose a higher one",
        _ => e.Message,
    };

    // The process belongs to the host: its signals and its end are none of the server's business.
    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
