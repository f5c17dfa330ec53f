using System.Net;
using System.Net.Sockets;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Sources.Webhook.Access;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Kestrel inside the process of the host: no signal handlers, no configuration of its own, nothing on standard output.</summary>
internal sealed class WebhookServer : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IServer _server;

    private WebhookServer(ServiceProvider services)
    {
        _services = services;
        _server = services.GetRequiredService<IServer>();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <exception cref="PluginException">It cannot listen there.</exception>
    public static WebhookServer Start(WebhookAddress address, RequestDelegate handler, ClientAccess access, SourceContext intake)
    {
        var bind = address.Resolve();
        var kestrel = new KestrelServices(new ConnectionLog(address, access));
        kestrel.UseKestrelCore().ConfigureKestrel(options => Configure(options, intake.Options, address.Port, bind, access));
        kestrel.ConfigureServices(services => services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = WebhookLimits.ReadAhead));
        var server = new WebhookServer(kestrel.Provide());
        server.Listen(address, handler);
        return server;
    }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(WebhookLimits.Shutdown);
        try
        {
            _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Requests that took too long were aborted; none of them was acknowledged.
        }

        _services.Dispose();
    }

    private void Listen(WebhookAddress address, RequestDelegate handler)
    {
        try
        {
            _server.StartAsync(new RequestApplication(handler), CancellationToken.None).GetAwaiter().GetResult();
            Port = BindingAddress.Parse(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        }
        catch (Exception e)
        {
            _services.Dispose();
            if (e is IOException or SocketException)
            {
                throw new PluginException(PluginMessages.CannotListen(address.Text, Why(e)), e);
            }

            throw;
        }
    }

    private static void Configure(KestrelServerOptions options, K8sAuditOptions bounds, int port, IPAddress? bind, ClientAccess access)
    {
        options.AddServerHeader = false;

        // The handler has the limits that may change while the server runs.
        options.Limits.MaxRequestBodySize = null;
        // That of what TLS deciphered; the sockets have the same.
        options.Limits.MaxRequestBufferSize = WebhookLimits.ReadAhead;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(bounds.HeaderTimeout);
        options.Limits.MinRequestBodyDataRate = bounds.MinDataRate > 0 ? new MinDataRate(bounds.MinDataRate, WebhookLimits.DataRateGrace) : null;
        if (bind is null)
        {
            options.ListenAnyIP(port, listen => Configure(listen, access, bounds.HeaderTimeout));
        }
        else
        {
            options.Listen(bind, port, listen => Configure(listen, access, bounds.HeaderTimeout));
        }
    }

    private static void Configure(ListenOptions listen, ClientAccess access, int handshakeTimeout)
    {
        listen.Use(next => connection => access.Connections.ServeAsync(connection, next));

        // Without TLS nothing tells the two versions apart before the first byte.
        listen.Protocols = access.Tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
        if (access.Tls is { } tls)
        {
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                HandshakeTimeout = TimeSpan.FromSeconds(handshakeTimeout),
                OnConnection = context => ValueTask.FromResult(tls.ForConnection(context.Connection.Features.Get<TrackedConnection>())),
            });
        }
    }

    private static string Why(Exception e) => (e as SocketException
        ?? e.InnerException as SocketException
        ?? e.InnerException?.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use; stop the other program or choose another port",
        SocketError.AddressNotAvailable => "this machine has no such address; leave the host empty for all interfaces",
        SocketError.AccessDenied => "permission denied; ports below 1024 need a privilege, so choose a higher one",
        _ => e.Message,
    };
}
