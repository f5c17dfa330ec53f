namespace FalcoPlugin.Sdk;

/// <summary>The state of a stream after a batch.</summary>
public enum BatchStatus
{
    /// <summary>The stream continues. The batch may contain events or be empty.</summary>
    More,

    /// <summary>The end of a finite input; the batch may still contain events.</summary>
    End,
}
