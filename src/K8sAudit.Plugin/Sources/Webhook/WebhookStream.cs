using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>The events that the API server posts.</summary>
internal sealed class WebhookStream : IEventStream, ITracksProgress
{
    private readonly WebhookAddress _address;
    private readonly AuditIntake _intake;
    private readonly EventQueue _queue;
    private readonly WebhookServer _server;

    private WebhookStream(WebhookAddress address, AuditIntake intake, EventQueue queue, WebhookServer server)
    {
        _address = address;
        _intake = intake;
        _queue = queue;
        _server = server;
    }

    /// <summary>The port that is listened on.</summary>
    public int Port => _server.Port;

    public Progress Progress => new(0, Messages.Queued(Listening, _queue.Depth.Events, _queue.Depth.Bytes));

    private string Listening => _address.Port == 0 ? $"{_address.Text} (port {Port})" : _address.Text;

    /// <exception cref="PluginException">It cannot listen there.</exception>
    public static WebhookStream Open(WebhookAddress address, AuditIntake intake, long queueBytes = WebhookLimits.QueueBytes)
    {
        var queue = new EventQueue(queueBytes, intake.Counters);
        var server = WebhookServer.Start(address, new WebhookHandler(address, intake, queue).HandleAsync, intake);
        var stream = new WebhookStream(address, intake, queue, server);
        stream.Announce();
        return stream;
    }

    public BatchStatus Next(EventBatch batch)
    {
        _intake.Rejections.EndWindow();
        _queue.TryTake(batch, BatchLimits.Wait);
        return BatchStatus.More;
    }

    /// <summary>Refuses all further requests, so that reading until nothing comes reads everything.</summary>
    public void StopAccepting() => _queue.Close();

    public void Dispose()
    {
        StopAccepting();
        _server.Dispose();
        if (_queue.Depth.Events is > 0 and var events)
        {
            _intake.Log.Error(Messages.NotTaken(events));
        }

        _queue.Dispose();
        _intake.Rejections.EndWindow(force: true);
    }

    private void Announce()
    {
        _intake.Log.Info(Messages.Listening(Listening));
        if (_address.Ignored.Length > 0)
        {
            _intake.Log.Warning(Messages.QueryIsIgnored(_address.Text + _address.Ignored));
        }

        if (!_address.IsTls && !_address.IsLoopback)
        {
            _intake.Log.Warning(Messages.ListeningWithoutTls(_address.Text));
        }
    }
}
