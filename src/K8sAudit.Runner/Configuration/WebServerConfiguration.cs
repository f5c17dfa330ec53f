using System.Net;

namespace K8sAudit.Runner.Configuration;

/// <summary>The <c>webserver</c> block, where it is enabled. The defaults are Falco's.</summary>
internal sealed record WebServerConfiguration
{
    /// <summary>Where it listens; 0.0.0.0 by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>The port; 0 lets the system choose one, which is told in the log.</summary>
    public int Port { get; init; } = 8765;

    /// <summary>Where it says that the program is alive.</summary>
    public string HealthEndpoint { get; init; } = "/healthz";

    /// <summary>Whether it shows metrics, where metrics are enabled at all.</summary>
    public bool Metrics { get; init; }

    /// <summary>A PEM file with certificate, its chain and key; null for plain HTTP.</summary>
    public string? Certificate { get; init; }
}
