using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports of a plugin with an event source.</summary>
public static unsafe class SourceExports<TPlugin>
    where TPlugin : class, ISourcePlugin<TPlugin>
{
    /// <summary><c>plugin_get_id</c></summary>
    public static uint GetId() => PluginMetadata<TPlugin>.Read(Symbols.GetId, static () => TPlugin.Info.Id);

    /// <summary><c>plugin_get_event_source</c></summary>
    public static byte* GetEventSource() => PluginMetadata<TPlugin>.Text(Symbols.GetEventSource, static () => TPlugin.Info.EventSource);

    /// <summary><c>plugin_open</c></summary>
    public static void* Open(void* state, byte* parameters, ReturnCode* result)
    {
        if (result != null)
        {
            *result = ReturnCode.Failure;
        }

        return PluginHandle<TPlugin>.Invoke(
            state,
            parameters,
            result,
            static (handle, parameters, result) => Open(handle, (byte*)parameters, (ReturnCode*)result));
    }

    /// <summary><c>plugin_close</c></summary>
    public static void Close(void* state, void* instance)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        try
        {
            if (StreamHandle.From(instance) is { } stream)
            {
                Close(handle, stream);
            }
        }
        catch (Exception exception)
        {
            handle?.Report("the stream failed while it was closed", exception);
        }
    }

    /// <summary><c>plugin_next_batch</c></summary>
    public static ReturnCode NextBatch(void* state, void* instance, uint* count, byte*** events)
    {
        if (count != null)
        {
            *count = 0;
        }

        if (events != null)
        {
            *events = null;
        }

        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return ReturnCode.Failure;
        }

        try
        {
            HostMistakes.ThrowIfNull(instance, Symbols.NextBatch, "h");
            HostMistakes.ThrowIfNull(count, Symbols.NextBatch, "nevts");
            HostMistakes.ThrowIfNull(events, Symbols.NextBatch, "evts");
            return Next(handle, StreamHandle.From(instance)!, count, events);
        }
        catch (Exception exception)
        {
            return handle.Fail(exception);
        }
    }

    private static void* Open(PluginHandle<TPlugin> handle, byte* parameters, ReturnCode* result)
    {
        HostMistakes.ThrowIfNull(result, Symbols.Open, "rc");
        var stream = handle.RequirePlugin().Open(NativeText.Read(parameters)) ?? throw new InvalidOperationException("Open returned null; expected a stream");
        var exposed = new StreamHandle(stream).Expose();
        *result = ReturnCode.Success;
        return exposed;
    }

    private static void Close(PluginHandle<TPlugin>? handle, StreamHandle stream)
    {
        try
        {
            // Only events of the last batch are found when the host asks about them.
            if (handle?.LastBatch == stream.Batch)
            {
                stream.ReturnUnread();
            }
        }
        finally
        {
            stream.Dispose();
        }
    }

    private static ReturnCode Next(PluginHandle<TPlugin> handle, StreamHandle stream, uint* count, byte*** events)
    {
        var batch = stream.Batch;
        stream.BeginBatch();
        handle.LastBatch = batch;
        if (stream.Pending is { } failure)
        {
            return handle.Fail(failure);
        }

        var code = ReturnCode.Success;
        try
        {
            code = stream.Stream.Next(batch) == BatchStatus.End ? ReturnCode.EndOfFile : ReturnCode.Success;
        }
        catch (Exception exception) when (batch.Count > 0)
        {
            stream.Pending = exception;
        }

        *count = (uint)batch.Count;
        *events = batch.Events;

        // A batch without events that is returned with success is a fatal error for the host. After a timeout it calls again.
        return code == ReturnCode.Success && batch.Count == 0 ? ReturnCode.Timeout : code;
    }
}
