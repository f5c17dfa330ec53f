namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Logs clients that are not let in: the first of ten seconds, so that nobody can fill the log. Thread-safe.</summary>
internal sealed class RefusalLog(AuditIntake intake)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long? _start;
    private long _unlogged;

    public void Report(string client, string reason)
    {
        lock (_lock)
        {
            if (_start is { } start && intake.Time.GetElapsedTime(start) < _window)
            {
                _unlogged++;
                return;
            }

            intake.Log.Warning(Messages.ClientRefused(client, reason, _unlogged));
            (_start, _unlogged) = (intake.Time.GetTimestamp(), 0);
        }
    }
}
