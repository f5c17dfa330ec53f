using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Outputs;

/// <summary>
/// Alerts as lines on the standard input of a shell command, which is started for each alert, or runs on between alerts. An alert is delivered when the
/// command for it has ended with exit code 0, or when the command that runs on has read it.
/// </summary>
internal sealed class ProgramOutput(string command, bool keepAlive) : IAlertOutput
{
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(10);

    private ShellProgram? _program;
    private volatile int _unconfirmed;

    public int MaxBatch => keepAlive ? LineWriter.MaxBatch : 1;

    public int Unconfirmed => _unconfirmed;

    public void Write(ReadOnlySpan<Alert> alerts)
    {
        if (keepAlive)
        {
            WriteToKept(alerts);
        }
        else
        {
            RunFor(alerts);
        }
    }

    public void Check() => ShellCommand.Check(command);

    public void Confirm() => _unconfirmed = _program?.CountUnread() ?? 0;

    /// <summary>Ends the command; the next alert starts it again.</summary>
    public void Reopen() => End();

    public void Dispose() => End();

    private void RunFor(ReadOnlySpan<Alert> alerts)
    {
        using var program = ShellProgram.Start(command);
        try
        {
            program.Write(alerts);
        }
        catch (IOException)
        {
            // A command may ignore its input; the exit code decides.
        }

        program.Finish();
        if (program.ExitCode != 0)
        {
            throw new UndeliveredException(alerts.Length, RunnerMessages.ProgramEnded(program.ExitCode));
        }
    }

    private void WriteToKept(ReadOnlySpan<Alert> alerts)
    {
        var ended = _program is { HasEnded: true } ? Remove() : null;
        try
        {
            _program ??= ShellProgram.Start(command);
            _program.Write(alerts);
            _unconfirmed = _program.CountUnread();
        }
        catch (IOException) when (_program is not null)
        {
            // It may have closed its input without ending.
            _program.WaitForEnd(_pollInterval);
            ended = Merge(ended, Remove());
        }
        catch (Exception e)
        {
            throw new UndeliveredException(alerts.Length + (ended?.Count ?? 0), e.Message);
        }

        if (ended is not null)
        {
            throw ended;
        }
    }

    private static UndeliveredException? Merge(UndeliveredException? first, UndeliveredException? second) =>
        first is null ? second : second is null ? first : new UndeliveredException(first.Count + second.Count, second.Message);

    /// <summary>Waits until the command has read everything and has ended.</summary>
    private void End()
    {
        if (_program is null)
        {
            return;
        }

        while ((_unconfirmed = _program.CountUnread()) > 0 && !_program.WaitForEnd(_pollInterval))
        {
        }

        if (_unconfirmed == 0)
        {
            _program.Finish();
        }

        if (Remove() is { } ended)
        {
            throw ended;
        }
    }

    // Abandons a command that has ended or closed its input. Null where it has read everything and has not failed.
    private UndeliveredException? Remove()
    {
        var program = _program!;
        _program = null;
        _unconfirmed = 0;
        using (program)
        {
            var unread = program.CountUnread();
            if (!program.HasEnded)
            {
                return new UndeliveredException(unread, RunnerMessages.ProgramClosedInput);
            }

            return unread > 0 || program.ExitCode != 0 ? new UndeliveredException(unread, RunnerMessages.ProgramEnded(program.ExitCode)) : null;
        }
    }
}
