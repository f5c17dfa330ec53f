using FalcoPlugin.Sdk;
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
    private readonly ClientAccess _doorkeeper;
    private readonly InFlightRequests _requests = new();
    private readonly Drain _drain;
    private long _freed;

    private WebhookStream(WebhookAddress address, SourceContext intake, EventQueue queue, ClientAccess doorkeeper)
        : base(intake)
    {
        _address = address;
        _intake = intake;
        _queue = queue;
        _doorkeeper = doorkeeper;
        _drain = new Drain(queue, _requests, intake.Log, intake.Time);
        _handler = new WebhookHandler(address, intake, queue, _requests, doorkeeper);
        _server = WebhookServer.Start(address, _handler.HandleAsync, doorkeeper, intake);
    }

    /// <summary>The port that is listened on.</summary>
    public int Port => _server.Port;

    /// <summary>How many requests have begun and not ended.</summary>
    public int RequestsUnderWay => _requests.Count;

    private string Listening => _address.Port == 0 ? $"{_address.Text} (port {Port})" : _address.Text;

    /// <exception cref="PluginException">It cannot listen there.</exception>
    public static WebhookStream Open(WebhookAddress address, SourceContext intake)
    {
        var options = intake.Options;
        var age = TimeSpan.FromSeconds(options.DedupeSeconds);
        var window = options.DedupeEvents > 0 && age > TimeSpan.Zero ? new DedupeWindow(options.DedupeEvents, age, intake.Time) : null;
        var queue = new EventQueue(options.MaxBufferedBytes, intake.Counters, window);

        // Before somebody can connect: what comes again right after a reload must find that it was taken.
        var handedOver = intake.Pending.Restore(queue);
        try
        {
            var stream = new WebhookStream(address, intake, queue, new ClientAccess(address.IsTls, intake));
            stream.Announce();
            stream.CountHandedOver(handedOver);
            return stream;
        }
        catch
        {
            Leave(queue, intake);
            queue.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override FillStatus Fill(EventBatch batch, bool isDraining)
    {
        _doorkeeper.RefreshPeriodically();
        _drain.Follow(isDraining);
        FreeUnusedNowAndThen();
        return !_queue.TryTake(batch, BatchLimits.Wait) && (!isDraining || _drain.IsOver(TimeSpan.FromSeconds(_intake.Options.DrainTimeout))) ? FillStatus.Idle : FillStatus.More;
    }

    /// <summary>Refuses all further requests, so that reading until nothing comes reads everything.</summary>
    public void StopAccepting() => _queue.Close();

    /// <inheritdoc/>
    protected override void Close()
    {
        StopAccepting();
        _server.Dispose();
        Leave(_queue, _intake);
        _queue.Dispose();
    }

    private void FreeUnusedNowAndThen()
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

    private void CountHandedOver(long events)
    {
        if (events > 0)
        {
            _intake.Counters.HandOver(events);
            _intake.Log.Info(PluginMessages.HandedOver(events));
        }
    }

    private static void Leave(EventQueue queue, SourceContext intake)
    {
        var (kept, lost) = queue.TransferTo(intake.Pending);
        if (kept > 0)
        {
            intake.Log.Warning(PluginMessages.Kept(kept));
        }

        if (lost > 0)
        {
            intake.Log.Error(PluginMessages.KeptTooMany(lost));
        }
    }

    private void Announce()
    {
        _intake.Log.Info(PluginMessages.Listening(Listening));
        if (_address.HasQuery)
        {
            _intake.Log.Warning(PluginMessages.QueryIsIgnored(_address.Text));
        }

        if (!_address.IsTls && !_address.IsLoopback)
        {
            _intake.Log.Warning(PluginMessages.ListeningWithoutTls(_address.Text));
        }
    }
}
