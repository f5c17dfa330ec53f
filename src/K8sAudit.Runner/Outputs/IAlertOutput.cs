namespace K8sAudit.Runner.Outputs;

/// <summary>Takes alerts somewhere. Disposing it writes out what it still holds.</summary>
internal interface IAlertOutput : IDisposable
{
    /// <summary>Takes one alert.</summary>
    void Write(Alert alert);

    /// <summary>Lets go of what it writes to and opens it anew (SIGUSR1), for files that were moved away. Nothing by default.</summary>
    void Reopen()
    {
    }
}
