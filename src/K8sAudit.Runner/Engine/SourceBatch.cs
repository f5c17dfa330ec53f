using System.Runtime.ExceptionServices;
using FalcoPlugin.Abi;
using FalcoRules;

namespace K8sAudit.Runner.Engine;

/// <summary>
/// The batch that one thread of a finite source has read: its rules are found while other threads do the same for other batches, and its matches are passed on
/// when its turn has come.
/// </summary>
internal sealed unsafe class SourceBatch(SourceThread thread)
{
    private readonly List<(int Event, Rule Rule)> _matches = [];
    private ExceptionDispatchInfo? _failure;
    private ReturnCode _result;
    private ulong _eventsBefore;
    private ulong _firstTimestamp;
    private int _evaluated;

    /// <summary>The position of the batch in the source, from 0.</summary>
    public long Number { get; private set; }

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the source has no batch after this one.</summary>
    public bool IsLast => _failure is not null || _result is not (ReturnCode.Success or ReturnCode.Timeout);

    /// <summary>Reads the batch. A failure is thrown by <see cref="PassOn"/>, after the matches of all events before it.</summary>
    /// <param name="number">The position of the batch in the source.</param>
    /// <param name="eventsBefore">The number of events in the batches before.</param>
    /// <param name="firstTimestamp">The timestamp of the first event of the source; is set by the batch that has it.</param>
    public void Read(long number, ulong eventsBefore, ref ulong firstTimestamp)
    {
        (Number, Count, _failure, _result, _evaluated) = (number, 0, null, ReturnCode.Success, 0);
        try
        {
            thread.SwitchSnapshot();
            _result = thread.Stream.NextBatch();
            Count = thread.Stream.Count;
            if (eventsBefore == 0 && Count > 0)
            {
                firstTimestamp = EventLayout.Timestamp(thread.Stream.Event(0));
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        (_eventsBefore, _firstTimestamp) = (eventsBefore, firstTimestamp);
        thread.Current.Step();
    }

    /// <summary>Finds the rules that match the events.</summary>
    public void Evaluate(Func<bool> mustStop)
    {
        _matches.Clear();
        thread.Current.ContinueAfter(_eventsBefore, _firstTimestamp);
        try
        {
            for (; _failure is null && _evaluated < Count && !mustStop(); _evaluated++)
            {
                foreach (var rule in thread.Evaluation.Find(thread.Stream.Event(_evaluated)))
                {
                    _matches.Add((_evaluated, rule));
                }
            }
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Passes the matches on, in the order of the events.</summary>
    /// <returns>The number of events that are done: all, unless the source must stop.</returns>
    /// <exception cref="Plugins.PluginFailedException">The source fails at this batch.</exception>
    public int PassOn(Func<bool> mustStop)
    {
        var current = -1;
        foreach (var (position, rule) in _matches)
        {
            if (position != current)
            {
                if (mustStop())
                {
                    return position;
                }

                MoveTo(current = position);
            }

            thread.Evaluation.PassOn(rule);
        }

        _failure?.Throw();
        return _evaluated;
    }

    /// <summary>Whether the source continues after this batch.</summary>
    /// <exception cref="Plugins.PluginFailedException">The source failed after its events.</exception>
    public bool ShouldContinue() => thread.ShouldContinue(_result);

    private void MoveTo(int position)
    {
        thread.Current.ContinueAfter(_eventsBefore + (ulong)position, _firstTimestamp);
        thread.Evaluation.MoveTo(thread.Stream.Event(position));
    }
}
