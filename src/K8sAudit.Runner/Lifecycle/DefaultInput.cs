using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Lifecycle;

/// <summary>
/// What the command line leaves open about inputs. Standard input is read where no input is named, neither by the command line nor by a configuration, and a
/// file, a pipe or a socket is connected to it. A service has <c>/dev/null</c> there, and listens as its configuration says.
/// </summary>
internal static class DefaultInput
{
    private const string StandardInput = "-";
    private const string StandardInputPath = "/proc/self/fd/0";
    private const string Plugins = "plugins";
    private const string Sort = "--sort";

    /// <summary>The options with standard input in place of no input, and with <c>--sort</c> as a line of the open parameters.</summary>
    /// <exception cref="UserError"><c>--sort</c> is given and no input.</exception>
    public static RunOptions Apply(RunOptions options)
    {
        var input = options.OpenParameters ?? (ReadsStandardInput(options) ? StandardInput : null);
        return !options.Sort ? options with { OpenParameters = input }
            : input is null ? throw new UserError(RunnerMessages.SortWithoutInput)
            : options with { OpenParameters = $"{Sort}\n{input}" };
    }

    private static bool ReadsStandardInput(RunOptions options) =>
        options is { ConfigurationFile: null, Subcommand: null }
        && !options.Overrides.Any(option => option.StartsWith(Plugins, StringComparison.Ordinal))
        && StandardStreams.HasInput
        && FileStamp.Of(StandardInputPath) is { HasContent: true } input
        && !options.RulesFiles.Any(input.IsAt);
}
