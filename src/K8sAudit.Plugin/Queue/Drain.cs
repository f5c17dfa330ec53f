using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Queue;

/// <summary>
/// Ends a source without loss: the queue accepts no more events, the host reads those that it holds, and requests in flight get some time to be refused.
/// </summary>
internal sealed class Drain(EventQueue queue, InFlightRequests requests, PluginLog log, TimeProvider time)
{
    private bool _isOn;
    private long _start;
    private bool _isReported;

    /// <summary>Begins or ends.</summary>
    public void Follow(bool isDraining)
    {
        if (isDraining == _isOn)
        {
            return;
        }

        _isOn = isDraining;
        if (isDraining)
        {
            queue.Close();
            _start = time.GetTimestamp();
            _isReported = false;
            log.Info(PluginMessages.Draining(queue.Depth.Events));
        }
        else
        {
            queue.Reopen();
            log.Info(PluginMessages.Resumed);
        }
    }

    /// <summary>Whether the source ends; to be called when the queue is empty. Waits up to <see cref="BatchLimits.Wait"/>.</summary>
    /// <param name="timeout">How long requests in flight may take since draining began.</param>
    public bool IsOver(TimeSpan timeout)
    {
        var isIdle = requests.WaitForNone(BatchLimits.Wait);
        if (!isIdle && time.GetElapsedTime(_start) < timeout)
        {
            return false;
        }

        Report(isIdle ? 0 : requests.Count, timeout);
        return true;
    }

    private void Report(int unfinished, TimeSpan timeout)
    {
        if (!_isReported && unfinished > 0)
        {
            log.Warning(PluginMessages.DrainTimedOut(unfinished, (int)timeout.TotalSeconds));
        }
        else if (!_isReported)
        {
            log.Info(PluginMessages.Drained);
        }

        _isReported = true;
    }
}
