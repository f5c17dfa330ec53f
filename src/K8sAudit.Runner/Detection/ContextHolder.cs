namespace K8sAudit.Runner.Detection;

/// <summary>
/// What the sources detect with right now. A reload publishes a new context; each source goes over to it between two batches of events, and when the
/// last one has left the old context, what only that one had is closed. Threads share it.
/// </summary>
internal sealed class ContextHolder(DetectionContext first)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DetectionContext, (int Users, Action Retire)> _left = new(ReferenceEqualityComparer.Instance);
    private volatile DetectionContext _latest = first;
    private int _users;
    private Task _retired = Task.CompletedTask;

    /// <summary>The newest context. Cheap enough to be asked for with each batch.</summary>
    public DetectionContext Latest => _latest;

    /// <summary>A source begins with the newest context.</summary>
    public DetectionContext Acquire()
    {
        lock (_lock)
        {
            _users++;
            return _latest;
        }
    }

    /// <summary>A source goes over to the newest context.</summary>
    public DetectionContext Renew(DetectionContext old)
    {
        var latest = Acquire();
        Release(old);
        return latest;
    }

    /// <summary>A source detects with a context no more.</summary>
    public void Release(DetectionContext context)
    {
        lock (_lock)
        {
            if (ReferenceEquals(context, _latest))
            {
                _users--;
            }
            else if (_left[context] is var (users, action))
            {
                _left[context] = (users - 1, action);
                if (users == 1 && _left.Remove(context))
                {
                    // Closing outputs may take long, and whoever leaves has events to read.
                    _retired = Task.WhenAll(_retired, Task.Run(action));
                }
            }
        }
    }

    /// <summary>Waits until everything of contexts that were left is closed.</summary>
    public void WaitForRetired()
    {
        Task retired;
        lock (_lock)
        {
            retired = _retired;
        }

        retired.Wait();
    }

    /// <summary>Makes a context the newest one.</summary>
    /// <param name="next">The context.</param>
    /// <param name="retire">Called when no source is left in the one before.</param>
    public void Publish(DetectionContext next, Action retire)
    {
        lock (_lock)
        {
            if (_users > 0)
            {
                _left[_latest] = (_users, retire);
                retire = () => { };
            }

            (_latest, _users) = (next, 0);
        }

        retire();
    }
}
