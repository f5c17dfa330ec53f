using System.Net;
using System.Security.Authentication;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Metrics;
using K8sAudit.Plugin.Sources.Webhook.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>
/// Reports TLS handshakes that fail, and TLS at a port without it. Kestrel only logs them, so this is its log; all other entries are dropped.
/// </summary>
internal sealed class ConnectionLog(WebhookAddress address, ClientAccess access) : ILoggerFactory, ILogger
{
    private const string TlsCategory = "Microsoft.AspNetCore.Server.Kestrel.Https.Internal.HttpsConnectionMiddleware";
    private const string RequestCategory = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    // The events of the category of TLS (AuthenticationFailed, AuthenticationTimedOut).
    private const int Failed = 1;
    private const int TimedOut = 2;

    // "Detected a TLS handshake to an endpoint that does not have TLS enabled."
    private const string TlsWithoutTls = "TLS handshake";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName == (access.Tls is null ? RequestCategory : TlsCategory) ? this : NullLogger.Instance;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (access.Tls is { } tls)
        {
            ReportHandshake(tls, eventId.Id, exception);
        }
        else if (exception is BadHttpRequestException && exception.Message.Contains(TlsWithoutTls, StringComparison.Ordinal))
        {
            access.RefuseProtocol(TrackedConnection.Current, PluginMessages.TlsWithoutTls(Address(TrackedConnection.Current)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void ReportHandshake(TlsFiles tls, int id, Exception? exception)
    {
        var connection = TrackedConnection.Current;
        if (id == TimedOut)
        {
            tls.ReportFailure(connection, HandshakeFailure.TimedOut, PluginMessages.HandshakeTimedOut);
        }
        else if (id == Failed && exception is AuthenticationException && connection is { HasBegunHandshake: false })
        {
            tls.CountFailure(HandshakeFailure.NotTls);
            access.RefuseProtocol(connection, PluginMessages.NotTls(Address(connection)));
        }
        else if (id == Failed && exception is AuthenticationException)
        {
            tls.ReportFailure(connection, HandshakeFailure.Failed, PluginMessages.HandshakeFailed(Why(exception)));
        }
        else if (id == Failed && connection is { HasBegunHandshake: true })
        {
            // Without a begun handshake it is the probe of a load balancer, which opens and closes a connection.
            tls.ReportFailure(connection, HandshakeFailure.Aborted, PluginMessages.HandshakeAborted);
        }
    }

    private string Address(TrackedConnection? connection) => address.At(connection?.Connection.LocalEndPoint as IPEndPoint);

    // The innermost message is that of OpenSSL, such as "error:0A000418:SSL routines::tlsv1 alert unknown ca".
    private static string Why(Exception exception)
    {
        var message = exception.GetBaseException().Message;
        var routine = message.LastIndexOf("::", StringComparison.Ordinal);
        return routine < 0 ? message.TrimEnd('.') : message[(routine + 2)..];
    }
}
