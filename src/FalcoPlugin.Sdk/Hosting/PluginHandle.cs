using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What the host holds between <c>plugin_init</c> and <c>plugin_destroy</c>: the plugin, its last error and the memory that was handed out.</summary>
internal sealed unsafe class PluginHandle<TPlugin> : IDisposable
    where TPlugin : class, IPlugin<TPlugin>
{
    private readonly NativeTextSlot _lastError = new();
    private GCHandle _self;

    /// <summary>The plugin; null where its start failed, and the handle lives on only to say why.</summary>
    public TPlugin? Plugin { get; set; }

    /// <summary>The log of the host that made this handle.</summary>
    public required PluginLog Log { get; init; }

    /// <summary>The events that the host was given last, by whichever stream; null before the first.</summary>
    public EventBatch? LastBatch { get; set; }

    /// <summary>What the extraction keeps, an <c>Extraction&lt;TEvent&gt;</c>; made on first use.</summary>
    public object? Extraction { get; set; }

    /// <summary>The text of <c>plugin_list_open_params</c>.</summary>
    public NativeTextSlot OpenParameters { get; } = new();

    /// <summary>The text of <c>plugin_event_to_string</c>.</summary>
    public NativeTextSlot EventText { get; } = new();

    /// <summary>Where the text of an event is written before it is handed out.</summary>
    public ArrayBufferWriter<byte> EventTextBuffer { get; } = new();

    /// <summary>The array of <c>plugin_get_metrics</c>.</summary>
    public MetricsReport Metrics { get; } = new();

    /// <summary>The text of <c>plugin_get_last_error</c>.</summary>
    public byte* LastError => _lastError.Pointer;

    /// <summary>The handle as the host holds it.</summary>
    public void* Expose()
    {
        _self = GCHandle.Alloc(this);
        return (void*)GCHandle.ToIntPtr(_self);
    }

    /// <summary>The handle behind what the host holds; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PluginHandle<TPlugin>? From(void* exposed) =>
        exposed == null ? null : Unsafe.As<PluginHandle<TPlugin>>(GCHandle.FromIntPtr((nint)exposed).Target);

    /// <summary>Gives the host what it asks for; null where there is no handle, or where the plugin fails, whose error is kept.</summary>
    /// <param name="exposed">The handle as the host holds it.</param>
    /// <param name="first">What the host passed beside it.</param>
    /// <param name="second">What the host passed further.</param>
    /// <param name="answer">A static function, so that asking allocates nothing.</param>
    public static void* Invoke(void* exposed, void* first, void* second, ExportBody<TPlugin> answer)
    {
        var handle = From(exposed);
        try
        {
            return handle is null ? null : answer(handle, first, second);
        }
        catch (Exception exception)
        {
            handle!.Fail(exception);
            return null;
        }
    }

    /// <summary>Keeps an error's text for the host.</summary>
    public ReturnCode Fail(Exception exception)
    {
        _lastError.Set(Describe(exception));
        return ReturnCode.Failure;
    }

    /// <summary>The plugin, or a failure that says that its start failed.</summary>
    public TPlugin RequirePlugin() => Plugin ?? throw new PluginException("the plugin was not started: plugin_init failed before");

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Plugin?.Dispose();
        }
        finally
        {
            (Extraction as IDisposable)?.Dispose();
            OpenParameters.Dispose();
            EventText.Dispose();
            Metrics.Dispose();
            _lastError.Dispose();
            if (_self.IsAllocated)
            {
                _self.Free();
            }
        }
    }

    // A PluginException speaks to the user; anything else is a fault of ours, and its type helps whoever reports it.
    private static string Describe(Exception exception) =>
        exception is PluginException ? exception.Message : $"unexpected {exception.GetType().Name}: {exception.Message}";
}
