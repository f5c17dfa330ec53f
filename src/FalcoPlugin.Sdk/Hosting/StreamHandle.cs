using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What the host holds between <c>plugin_open</c> and <c>plugin_close</c>.</summary>
/// <param name="stream">The open stream.</param>
/// <param name="owner">The handle that disposes the stream; null for this one.</param>
internal sealed unsafe class StreamHandle(IEventStream stream, StreamHandle? owner = null) : IDisposable
{
    private GCHandle _self;
    private Exception? _pending;

    // Whether the host has asked for a batch without having asked about any event of the one before.
    private bool _readsWithoutAsking;

    /// <summary>The open stream.</summary>
    public IEventStream Stream { get; } = stream;

    /// <summary>The events that the host received last.</summary>
    public EventBatch Batch { get; } = new();

    /// <summary>The text of <c>plugin_get_progress</c>.</summary>
    public NativeTextSlot ProgressText { get; } = new();

    /// <summary>A failure after events of the same batch; it is reported with the next batch of any handle, so that the events are not lost.</summary>
    public Exception? Pending
    {
        get => (owner ?? this)._pending;
        set => (owner ?? this)._pending = value;
    }

    /// <summary>Another handle of the same stream.</summary>
    public StreamHandle Share() => new(Stream, owner ?? this);

    /// <summary>The handle as the host holds it.</summary>
    public void* Expose()
    {
        _self = GCHandle.Alloc(this);
        return (void*)GCHandle.ToIntPtr(_self);
    }

    /// <summary>The handle for the pointer that the host holds; null for null.</summary>
    public static StreamHandle? From(void* exposed) =>
        exposed == null ? null : (StreamHandle?)GCHandle.FromIntPtr((nint)exposed).Target;

    /// <summary>Empties the batch, because the host asks for the next one.</summary>
    public void BeginBatch()
    {
        _readsWithoutAsking |= Batch.Count > 0 && Batch.AskedCount == 0;
        Batch.Clear();
    }

    /// <summary>
    /// Returns the events to the stream that the host was given and has not read. Only the handle that opened it does: the others may be further already.
    /// </summary>
    public void ReturnUnread()
    {
        if (owner is not null)
        {
            return;
        }

        var read = Batch.AskedCount == 0 && _readsWithoutAsking ? Batch.Count : Batch.AskedCount;
        if (read < Batch.Count)
        {
            Batch.RemoveFirst(read);
            Stream.ReturnUnread(Batch);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (owner is null)
            {
                Stream.Dispose();
            }
        }
        finally
        {
            Batch.Dispose();
            ProgressText.Dispose();
            if (_self.IsAllocated)
            {
                _self.Free();
            }
        }
    }
}
