namespace K8sAudit.Plugin.Sources.Webhook.Access;

/// <summary>Logs clients that are not let in, or whose requests are refused: the first of ten seconds, so that nobody can fill the log. Thread-safe.</summary>
/// <param name="intake">Whose log it is.</param>
/// <param name="message">What is logged of a client, a reason and how many there were since the last message.</param>
internal sealed class RefusalLog(SourceContext intake, Func<string, string, long, string> message)
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

            intake.Log.Warning(message(client, reason, _unlogged));
            (_start, _unlogged) = (intake.Time.GetTimestamp(), 0);
        }
    }
}
