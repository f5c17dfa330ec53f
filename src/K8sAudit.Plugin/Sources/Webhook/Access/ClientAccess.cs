using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;
using Microsoft.AspNetCore.Http;

namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Who is let in: the connections there may be, the files that TLS and tokens are read from, and the log of those who are not.</summary>
internal sealed class ClientAccess
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly SourceContext _intake;
    private readonly RefusalLog _refusals;
    private readonly ReloadedFiles<BearerTokens> _tokens;
    private long _refreshed;
    private string? _lastComplaint;

    /// <exception cref="PluginException">A file is missing or broken.</exception>
    public ClientAccess(bool isTls, SourceContext intake)
    {
        _intake = intake;
        _refusals = new RefusalLog(intake, PluginMessages.ClientRefused);
        _tokens = new(intake, o => [o.BearerTokenFile], o => BearerTokens.Load(o.BearerTokenFile));
        Connections = new ClientConnectionLimiter(intake.Options.MaxConnections, new RefusalLog(intake, PluginMessages.ClientRefused), intake.Counters);
        Tls = isTls ? new TlsFiles(intake, _refusals) : null;
        Refresh();
    }

    /// <summary>Who is connected.</summary>
    public ClientConnectionLimiter Connections { get; }

    /// <summary>How TLS is spoken; null where it is not.</summary>
    public TlsFiles? Tls { get; }

    private bool NeedsToken => _intake.Options.BearerTokenFile.Length > 0;

    /// <summary>Whether a request comes with what it needs.</summary>
    public bool IsAuthorized(HttpRequest request, string client)
    {
        if (!NeedsToken || _tokens.Current.Accept(request.Headers.Authorization is [{ } value] ? value : null))
        {
            if (request.HttpContext.Features.Get<TrackedConnection>() is { } visitor)
            {
                Connections.MarkAuthenticated(visitor);
            }

            return true;
        }

        _intake.Counters.RefuseClient();
        _refusals.Report(client, PluginMessages.NoToken);
        return false;
    }

    /// <summary>Looks at the files now and then, so that what is broken in them is said before somebody connects.</summary>
    public void RefreshPeriodically()
    {
        if (_intake.Time.GetElapsedTime(_refreshed) < _pause)
        {
            return;
        }

        try
        {
            Refresh();
            _lastComplaint = null;
        }
        catch (PluginException e)
        {
            // An option that was set meanwhile names a broken file: nobody is let in, and the source goes on.
            Complain(e.Message);
        }
    }

    private void Complain(string message)
    {
        if (message != _lastComplaint)
        {
            _lastComplaint = message;
            _intake.Log.Error(message);
        }
    }

    private void Refresh()
    {
        _refreshed = _intake.Time.GetTimestamp();
        Tls?.Refresh();
        if (NeedsToken)
        {
            _ = _tokens.Current;
        }
    }
}
