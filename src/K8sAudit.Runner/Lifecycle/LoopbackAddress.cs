using System.Text.RegularExpressions;
using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// A webhook that is started without a configuration file and without a host listens on the loopback address: who tries the program out does not open a port to
/// others.
/// </summary>
internal static partial class LoopbackAddress
{
    private const string Loopback = "127.0.0.1";
    private const string AllAddresses = "0.0.0.0";

    /// <summary>The options with the loopback address in place of no host.</summary>
    public static RunOptions Apply(RunOptions options, Log log)
    {
        if (options.ConfigurationFile is not null || options.OpenParameters is not { } input || EmptyHost().Match(input) is not { Success: true } found)
        {
            return options;
        }

        log.Notice(RunnerMessages.ListensOnLoopback(found.Result("${1}" + Loopback + "${2}"), found.Result("${1}" + AllAddresses + "${2}")));
        return options with { OpenParameters = EmptyHost().Replace(input, "${1}" + Loopback + "${2}") };
    }

    // Of several inputs, which are named one a line, at most one is an address.
    [GeneratedRegex(@"^[ \t]*(https?://)(:[0-9][^\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex EmptyHost();
}
