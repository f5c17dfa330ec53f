namespace K8sAudit.Plugin.Sources.Webhook;

/// <summary>Ends a source without loss: nothing more is admitted, what waits is read, and requests under way get some time to be refused.</summary>
internal sealed class Drain(SourceContext intake, EventQueue queue, InFlightRequests requests)
{
    private bool _isOn;
    private long _start;
    private bool _said;

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
            _start = intake.Time.GetTimestamp();
            _said = false;
            intake.Log.Info(PluginMessages.Draining(queue.Depth.Events));
        }
        else
        {
            queue.Reopen();
            intake.Log.Info(PluginMessages.Resumed);
        }
    }

    /// <summary>Whether the source is at its end, for an empty queue. Waits as long as a batch may take.</summary>
    public bool IsOver()
    {
        var none = requests.WaitForNone(BatchLimits.Wait);
        if (!none && intake.Time.GetElapsedTime(_start) < TimeSpan.FromSeconds(intake.Options.DrainTimeout))
        {
            return false;
        }

        Say(none ? 0 : requests.Count);
        return true;
    }

    private void Say(int left)
    {
        if (!_said && left > 0)
        {
            intake.Log.Warning(PluginMessages.DrainTimedOut(left, intake.Options.DrainTimeout));
        }
        else if (!_said)
        {
            intake.Log.Info(PluginMessages.Drained);
        }

        _said = true;
    }
}
