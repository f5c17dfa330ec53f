using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Configuration;
using K8sAudit.Plugin.Messages;
using K8sAudit.Plugin.Queue;
using K8sAudit.Plugin.Sources.Webhook.Access;
using K8sAudit.Plugin.Sources.Webhook.Http;
using K8sAudit.Plugin.Sources.Webhook.Memory;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>The events that the API server posts.</summary>
internal sealed class WebhookStream : SourceStream
{
    private readonly WebhookAddress _address;
    private readonly SourceContext _intake;
    private readonly EventQueue _queue;
    private readonly WebhookHandler _handler;
    private readonly WebhookServer _server;
    private readonly ClientAccess _access;
    private readonly SavedEvents? _saved;
    private readonly InFlightRequests _requests = new();
    private readonly Drain _drain;
    private long _freed;

    private WebhookStream(WebhookAddress address, SourceContext intake, EventQueue queue, SavedEvents? saved, ClientAccess access)
        : base(intake)
    {
        _address = address;
        _intake = intake;
        _queue = queue;
        _saved = saved;
        _access = access;
        _drain = new Drain(queue, _requests, intake.Log, intake.Time);
        _handler = new WebhookHandler(address, intake, queue, _requests, access);
        _server = WebhookServer.Start(address, _handler.HandleAsync, access, intake);
    }

    /// <summary>The port that is listened on.</summary>
    public int Port => _server.Port;

    /// <summary>The events that are acknowledged and not read.</summary>
    internal EventQueue Queue => _queue;

    /// <summary>How many requests have begun and not ended.</summary>
    public int RequestsInFlight => _requests.Count;

    private string Listening => _address.Port == 0 ? $"{_address.Text} (port {Port})" : _address.Text;

    /// <exception cref="PluginException">It cannot listen there.</exception>
    public static WebhookStream Open(WebhookAddress address, SourceContext intake)
    {
        var options = intake.Options;
        var age = TimeSpan.FromSeconds(options.DedupeSeconds);
        var window = options.DedupeEvents > 0 && age > TimeSpan.Zero ? new DedupeWindow(options.DedupeEvents, age, intake.Time) : null;
        var queue = new EventQueue(options.MaxBufferedBytes, intake.Counters, window);
        var saved = SavedEvents.Open(intake);

        try
        {
            // Before a client can connect: what is retried right after a reload is a duplicate.
            var pending = intake.Pending.Restore(queue);
            var restored = saved?.Restore(queue) ?? 0;
            var stream = new WebhookStream(address, intake, queue, saved, new ClientAccess(address.IsTls, intake));
            stream.Announce();
            stream.CountHandedOver(pending, restored);
            return stream;
        }
        catch
        {
            Leave(queue, saved, intake);
            queue.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void ReturnUnread(EventBatch unread)
    {
        var batch = new EventBatch();
        batch.Exchange(unread);
        _queue.Prepend(batch);
    }

    /// <inheritdoc/>
    internal override FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait)
    {
        _access.RefreshPeriodically();
        _drain.Follow(isDraining);
        FreeUnusedPeriodically();
        _saved?.BeginBatch();
        if (_queue.TryTake(batch, wait))
        {
            _saved?.EndBatch(batch.Count);
            return FillStatus.More;
        }

        return !isDraining || _drain.IsOver(TimeSpan.FromSeconds(_intake.Options.DrainTimeout)) ? FillStatus.Idle : FillStatus.More;
    }

    /// <summary>Refuses all further requests, so that reading until nothing comes reads everything.</summary>
    public void StopAccepting() => _queue.Close();

    /// <inheritdoc/>
    protected override void Close()
    {
        StopAccepting();
        _server.Dispose();
        Leave(_queue, _saved, _intake);
        _queue.Dispose();
    }

    private void FreeUnusedPeriodically()
    {
        if (_intake.Time.GetElapsedTime(_freed) < WebhookLimits.UntilUnused)
        {
            return;
        }

        _freed = _intake.Time.GetTimestamp();
        _queue.FreeUnused();
        _handler.FreeUnused();
        BodyBuffers.OfProcess.FreeUnused();
        ReceiveBlocks.OfProcess.FreeUnused();
    }

    private void CountHandedOver(long pending, long restored)
    {
        _intake.Counters.CountDelivered(pending + restored);
        if (pending > 0)
        {
            _intake.Log.Info(PluginMessages.HandedOver(pending));
        }

        if (restored > 0)
        {
            _intake.Log.Info(PluginMessages.EventsRestored(restored));
        }
    }

    private static void Leave(EventQueue queue, SavedEvents? saved, SourceContext intake)
    {
        if (saved?.TrySave(queue) is { } events)
        {
            if (events > 0)
            {
                intake.Log.Info(PluginMessages.EventsSaved(events, intake.Options.StateDir));
            }
        }
        else if (queue.TransferTo(intake.Pending) is > 0 and var pending)
        {
            intake.Log.Warning(PluginMessages.EventsPending(pending));
        }
    }

    /// <summary>The option by which a certificate is configured; null where none is.</summary>
    private static string? CertificateOption(K8sAuditOptions options) =>
        options.SslKey.Length > 0 ? "sslKey" : options.SslCertificate != new K8sAuditOptions().SslCertificate ? "sslCertificate" : null;

    private void Announce()
    {
        _intake.Log.Info(PluginMessages.Listening(Listening));
        if (_address.HasQuery)
        {
            _intake.Log.Warning(PluginMessages.QueryIsIgnored(_address.Text));
        }

        if (!_address.IsTls && CertificateOption(_intake.Options) is { } option)
        {
            _intake.Log.Warning(PluginMessages.CertificateIsNotUsed(option, _address.Text));
        }

        if (!_address.IsTls && !_address.IsLoopback)
        {
            _intake.Log.Warning(PluginMessages.ListeningWithoutTls(_address.Text));
        }
    }
}
