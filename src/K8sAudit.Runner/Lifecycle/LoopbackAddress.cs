using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Configuration;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// A webhook that is started without a configuration file and without a host listens on the loopback address: who tries the program out does not open a port to
/// others.
/// </summary>
internal static class LoopbackAddress
{
    private const string Loopback = "127.0.0.1";
    private const string AllAddresses = "0.0.0.0";

    /// <summary>The options with the loopback address in place of no host.</summary>
    public static RunOptions Apply(RunOptions options, Log log)
    {
        if (options.ConfigurationFile is not null || options.OpenParameters is not { } input || ListenAddress.Find(input) is not { Host: "" } address)
        {
            return options;
        }

        log.Notice(RunnerMessages.ListensOnLoopback($"{address with { Host = Loopback }}", $"{address with { Host = AllAddresses }}"));
        return options with { OpenParameters = ListenAddress.WithHost(input, Loopback) };
    }
}
