using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Lifecycle;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Native;
using K8sAudit.Runner.Plugins;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner;

/// <summary>
/// <c>k8saudit</c>: reads the command line and the configuration, and executes the command that is asked for, by default a run that reads events and reports
/// alerts.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        IgnoredSignals.Restore();
        StandardStreams.OpenClosed();
        DescriptorLimit.Raise();
        SystemAuthorities.Locate();
        Console.SetError(new NonThrowingTextWriter(Console.Error));
        try
        {
            return CommandLine.Invoke(arguments, Run);
        }
        catch (Exception e) when (e is UserError or PluginFailedException)
        {
            Console.Error.Write($"Error: {e.Message}\n");
            return (int)ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Errors about files are user errors with the file; what is left is standard output.
            Console.Error.Write($"Error: {RunnerMessages.OutputNotWritten(e.InnerException?.Message ?? e.Message)}\n");
            return (int)ExitCode.Failure;
        }
        catch (Exception e)
        {
            Console.Error.Write($"Runtime error: {e}\nExiting.\n");
            return (int)ExitCode.Failure;
        }
    }

    private static int Run(RunOptions options)
    {
        if (options == new RunOptions() && !Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            HelpText.WriteShort(Console.Out);
            return (int)ExitCode.Success;
        }

        var log = new Log(Console.Error, TimeProvider.System);
        using var context = new CommandContext(LoopbackAddress.Apply(DefaultInput.Apply(options), log), log);
        options = context.Options;
        return (int)ProgramCommands.All.First(command => command.IsRequested(options)).Execute(context);
    }
}
