using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Sorting;

/// <summary>The events of a finite stream in the order of their times. No event is given to the host before all are read.</summary>
internal sealed class SortedStream(SourceContext context, SourceStream input, EventSorter sorter) : SourceStream(context)
{
    private readonly EventBatch _read = new();
    private bool _isSorted;

    /// <inheritdoc/>
    public override Progress Progress => input.Progress;

    /// <inheritdoc/>
    internal override FillStatus Fill(EventBatch batch, bool isDraining, TimeSpan wait)
    {
        if (isDraining)
        {
            return FillStatus.End;
        }

        try
        {
            return !_isSorted && !TrySort(wait) ? FillStatus.Idle
                : sorter.TryFill(batch) ? FillStatus.More
                : FillStatus.End;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginException(PluginMessages.CannotSort(Path.GetTempPath(), e.Message), e);
        }
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        input.Dispose();
        sorter.Dispose();
        _read.Dispose();
    }

    // Reads a batch, so that the host can stop in between.
    private unsafe bool TrySort(TimeSpan wait)
    {
        _read.Clear();
        var status = input.Fill(_read, isDraining: false, wait);
        for (var i = 0; i < _read.Count; i++)
        {
            var current = _read.Events[i];
            EventLayout.TryGetPayload(current, out var payload);
            sorter.Add(EventLayout.Timestamp(current), payload, _read.FieldIndex(i));
        }

        if (status == FillStatus.End)
        {
            sorter.Sort();
            _isSorted = true;
        }

        return _isSorted;
    }
}
