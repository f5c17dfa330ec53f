using System.Security.Authentication;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Sources.Webhook.Access;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sAudit.Plugin.Sources.Webhook.Http;

/// <summary>Reports the TLS handshakes that fail. Kestrel only logs them, so this is its log; all other entries are dropped.</summary>
internal sealed class HandshakeLog(TlsFiles tls) : ILoggerFactory, ILogger
{
    private const string Category = "Microsoft.AspNetCore.Server.Kestrel.Https.Internal.HttpsConnectionMiddleware";

    // The events of that category (AuthenticationFailed, AuthenticationTimedOut).
    private const int Failed = 1;
    private const int TimedOut = 2;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => categoryName == Category ? this : NullLogger.Instance;

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
        if (eventId.Id == TimedOut)
        {
            tls.ReportFailure(TrackedConnection.Current, PluginMessages.HandshakeTimedOut);
        }
        else if (eventId.Id == Failed && exception is AuthenticationException)
        {
            tls.ReportFailure(TrackedConnection.Current, PluginMessages.HandshakeFailed(Why(exception)));
        }
        else if (eventId.Id == Failed && TrackedConnection.Current is { HasBegunHandshake: true } connection)
        {
            // Without a begun handshake it is the probe of a load balancer, which opens and closes a connection.
            tls.ReportFailure(connection, PluginMessages.HandshakeAborted);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // The innermost message is that of OpenSSL, such as "error:0A000418:SSL routines::tlsv1 alert unknown ca".
    private static string Why(Exception exception)
    {
        var message = exception.GetBaseException().Message;
        var routine = message.LastIndexOf("::", StringComparison.Ordinal);
        return routine < 0 ? message.TrimEnd('.') : message[(routine + 2)..];
    }
}
