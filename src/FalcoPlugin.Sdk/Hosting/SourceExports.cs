using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What a plugin with an event source exports.</summary>
public static unsafe class SourceExports<TPlugin>
    where TPlugin : class, ISourcePlugin<TPlugin>
{
    private static readonly byte* _eventSource = NativeText.Allocate(TPlugin.Info.EventSource);

    /// <summary><c>plugin_get_id</c></summary>
    public static uint GetId() => TPlugin.Info.Id;

    /// <summary><c>plugin_get_event_source</c></summary>
    public static byte* GetEventSource() => _eventSource;

    /// <summary><c>plugin_open</c></summary>
    public static void* Open(void* state, byte* parameters, ReturnCode* result)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        *result = ReturnCode.Failure;
        if (handle is null)
        {
            return null;
        }

        try
        {
            var stream = new StreamHandle(handle.RequirePlugin().Open(NativeText.Read(parameters)));
            *result = ReturnCode.Success;
            return stream.Expose();
        }
        catch (Exception exception)
        {
            *result = handle.Fail(exception);
            return null;
        }
    }

    /// <summary><c>plugin_close</c></summary>
    public static void Close(void* state, void* instance)
    {
        try
        {
            StreamHandle.From(instance)?.Dispose();
        }
        catch (Exception exception)
        {
            PluginHandle<TPlugin>.From(state)?.Log.Error($"the stream failed while it was closed: {exception.Message}");
        }
    }

    /// <summary><c>plugin_next_batch</c></summary>
    public static ReturnCode NextBatch(void* state, void* instance, uint* count, byte*** events)
    {
        *count = 0;
        *events = null;
        var handle = PluginHandle<TPlugin>.From(state);
        var stream = StreamHandle.From(instance);
        if (handle is null || stream is null)
        {
            return ReturnCode.Failure;
        }

        var batch = stream.Batch;
        batch.Clear();
        handle.LastBatch = batch;
        try
        {
            if (stream.Pending is { } failure)
            {
                return handle.Fail(failure);
            }

            var status = stream.Stream.Next(batch);
            return status == BatchStatus.End ? Give(batch, ReturnCode.EndOfFile, count, events) : Give(batch, ReturnCode.Success, count, events);
        }
        catch (Exception exception) when (batch.Count > 0)
        {
            stream.Pending = exception;
            return Give(batch, ReturnCode.Success, count, events);
        }
        catch (Exception exception)
        {
            return handle.Fail(exception);
        }
    }

    // Success without an event is fatal to the host: it is told to come again instead.
    private static ReturnCode Give(EventBatch batch, ReturnCode code, uint* count, byte*** events)
    {
        *count = (uint)batch.Count;
        *events = batch.Events;
        return code == ReturnCode.Success && batch.Count == 0 ? ReturnCode.Timeout : code;
    }
}
