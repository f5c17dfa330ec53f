using K8sAudit.Runner.Commands;
using K8sAudit.Runner.Reports;

namespace K8sAudit.Runner;

/// <summary>Something that the program can be asked to do: a row of <see cref="ProgramCommands"/>.</summary>
/// <param name="IsRequested">Whether the command line asks for it.</param>
/// <param name="Execute">Does it; returns the exit code.</param>
internal sealed record ProgramCommand(Func<RunOptions, bool> IsRequested, Func<CommandContext, ExitCode> Execute);
