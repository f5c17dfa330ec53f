using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Native;
using Microsoft.AspNetCore.Http;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Decides which clients are accepted: limits connections, reads the files of TLS and tokens, and logs clients that are refused.</summary>
internal sealed class ClientAccess
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    // A client that is configured wrongly tries again and again.
    private static readonly TimeSpan _misconfiguredWindow = TimeSpan.FromMinutes(1);

    private readonly SourceContext _context;
    private readonly RefusalLog _refusals;
    private readonly RefusalLog _wrongProtocols;
    private readonly RefusalLog _wrongPaths;
    private readonly ReloadedFiles<BearerTokens> _tokens;
    private long _refreshed;
    private string? _lastComplaint;

    /// <exception cref="PluginException">A file is missing or broken, or an option would have no effect.</exception>
    public ClientAccess(bool isTls, SourceContext context)
    {
        _context = context;
        _refusals = new RefusalLog(context, PluginMessages.ClientRefused);
        _wrongProtocols = new RefusalLog(context, PluginMessages.ClientRefused, _misconfiguredWindow);
        _wrongPaths = new RefusalLog(context, PluginMessages.RequestRefused, _misconfiguredWindow);
        _tokens = new(context, o => [o.BearerTokenFile], o => BearerTokens.Load(o.BearerTokenFile));
        Connections = new ClientConnectionLimiter(MaxConnections(context), _refusals, context.Counters, context.Time);
        ThrowIfIneffective(isTls);
        Tls = isTls ? new TlsFiles(context, _refusals) : null;
        Refresh();
    }

    /// <summary>The open connections.</summary>
    public ClientConnectionLimiter Connections { get; }

    /// <summary>The options of TLS; null without TLS.</summary>
    public TlsFiles? Tls { get; }

    private bool NeedsToken => _context.Options.BearerTokenFile.Length > 0;

    private static int MaxConnections(SourceContext context)
    {
        var (configured, limit) = (context.Options.MaxConnections, Posix.DescriptorLimit());
        var capacity = ConnectionCapacity.Of(configured, limit);
        // The default adapts to the process; a number that was asked for and cannot be had is worth a warning.
        if (capacity < configured && configured != new K8sAuditOptions().MaxConnections)
        {
            context.Log.Warning(PluginMessages.FewDescriptors(configured, limit!.Value, capacity));
        }

        return capacity;
    }

    /// <summary>Whether a request has the token that it needs.</summary>
    public bool IsAuthorized(HttpRequest request, string client)
    {
        if (WhyIneffective(Tls is not null) is { } reason)
        {
            // Options that were set while the source is open.
            return Refuse(client, reason);
        }

        if (NeedsToken && !_tokens.Current.Accept(request.Headers.Authorization is [{ } value] ? value : null))
        {
            return Refuse(client, PluginMessages.NoToken);
        }

        if (NeedsToken || Tls is { RequiresClient: true })
        {
            Protect(request.HttpContext);
        }

        return true;
    }

    /// <summary>The connection of a request has authenticated itself or delivered a batch.</summary>
    public void Protect(HttpContext request)
    {
        if (request.Features.Get<TrackedConnection>() is { } connection)
        {
            Connections.Protect(connection);
        }
    }

    /// <summary>Reads files that have changed, about once a second, so that a broken one is reported before a client connects.</summary>
    public void RefreshPeriodically()
    {
        if (_context.Time.GetElapsedTime(_refreshed) < _pause)
        {
            return;
        }

        try
        {
            ThrowIfIneffective(Tls is not null);
            Refresh();
            _lastComplaint = null;
        }
        catch (PluginException e)
        {
            // An option that was set meanwhile names a broken file: no client is accepted, and the source continues.
            Complain(e.Message);
        }
    }

    /// <summary>A connection speaks TLS where there is none, or something else where there is TLS.</summary>
    public void RefuseProtocol(TrackedConnection? connection, string reason)
    {
        _context.Counters.RefuseProtocol();
        _context.Counters.RefuseClient();
        _wrongProtocols.Report($"{connection?.Connection.RemoteEndPoint}", reason);
    }

    /// <summary>A request posts to another path.</summary>
    public void RefusePath(string client, string reason)
    {
        _context.Counters.RefusePath();
        _wrongPaths.Report(client, reason, nameof(RefusePath));
    }

    private bool Refuse(string client, string reason)
    {
        _context.Counters.RefuseClient();
        _refusals.Report(client, reason);
        return false;
    }

    private void ThrowIfIneffective(bool isTls)
    {
        if (WhyIneffective(isTls) is { } reason)
        {
            throw new PluginException(reason);
        }
    }

    // Why the options that ask for client authentication would not authenticate clients.
    private string? WhyIneffective(bool isTls) => _context.Options switch
    {
        { ClientCA.Length: > 0 } when !isTls => PluginMessages.ClientCANeedsTls,
        { ClientNames.Length: > 0, ClientCA.Length: 0 } => PluginMessages.ClientNamesNeedClientCA,
        _ => null,
    };

    private void Complain(string message)
    {
        if (message != _lastComplaint)
        {
            _lastComplaint = message;
            _context.Log.Error(message);
        }
    }

    private void Refresh()
    {
        _refreshed = _context.Time.GetTimestamp();
        Tls?.Refresh();
        if (NeedsToken)
        {
            _ = _tokens.Current;
        }
    }
}
