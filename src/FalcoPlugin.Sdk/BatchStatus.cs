namespace FalcoPlugin.Sdk;

/// <summary>How the stream stands after a batch.</summary>
public enum BatchStatus
{
    /// <summary>The stream goes on. The batch may hold events or none.</summary>
    More,

    /// <summary>The end of a finite input; the batch may still hold events.</summary>
    End,
}
