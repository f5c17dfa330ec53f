namespace K8sAudit.Runner.Outputs;

/// <summary>Takes alerts somewhere. Disposing it writes out what it still holds.</summary>
internal interface IAlertOutput : IDisposable
{
    /// <summary>Takes one alert.</summary>
    void Write(Alert alert);
}
