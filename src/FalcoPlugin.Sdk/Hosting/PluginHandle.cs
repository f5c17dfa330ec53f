using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>
/// What the host holds from <c>plugin_init</c> to <c>plugin_destroy</c>: the plugin, its last error, and the memory that the host has received.
/// </summary>
internal sealed unsafe class PluginHandle<TPlugin> : IDisposable
    where TPlugin : class, IPlugin<TPlugin>
{
    private readonly NativeTextSlot _lastError = new();
    private GCHandle _self;
    private TPlugin? _plugin;
    private string _startFailure = "";

    /// <summary>Creates a handle without a plugin.</summary>
    /// <param name="input">What the host passed to <c>plugin_init</c>; may be null.</param>
    public PluginHandle(InitInput* input)
    {
        var name = PluginExports<TPlugin>.GetName();
        Log = new HostLog(name == null ? typeof(TPlugin).Name : NativeText.Read(name), input == null ? null : input->Owner, input == null ? null : input->Log);
        _self = GCHandle.Alloc(this);
    }

    /// <summary>The log of the host that created this handle.</summary>
    public PluginLog Log { get; }

    /// <summary>The events that the host received last, from any stream; null before the first.</summary>
    public EventBatch? LastBatch { get; set; }

    /// <summary>The state of the extraction, an <c>Extraction&lt;TEvent&gt;</c>; null before the first.</summary>
    public object? Extraction { get; set; }

    /// <summary>The text of <c>plugin_list_open_params</c>.</summary>
    public NativeTextSlot OpenParameters { get; } = new();

    /// <summary>The text of <c>plugin_event_to_string</c>.</summary>
    public NativeTextSlot EventText { get; } = new();

    /// <summary>Where the text of an event is written before it is copied for the host.</summary>
    public ArrayBufferWriter<byte> EventTextBuffer { get; } = new();

    /// <summary>The array of <c>plugin_get_metrics</c>.</summary>
    public MetricsReport Metrics { get; } = new();

    /// <summary>The text of <c>plugin_get_last_error</c>; null if there was no error.</summary>
    public byte* LastError => _lastError.Pointer;

    /// <summary>The handle as the host holds it.</summary>
    public void* Exposed => (void*)GCHandle.ToIntPtr(_self);

    /// <summary>The handle that the host passes; null for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PluginHandle<TPlugin>? From(void* exposed) =>
        exposed == null ? null : Unsafe.As<PluginHandle<TPlugin>>(GCHandle.FromIntPtr((nint)exposed).Target);

    /// <summary>Runs a call of the host; returns null if it passes no handle, or if the plugin fails, and stores the error.</summary>
    /// <param name="exposed">The handle as the host holds it.</param>
    /// <param name="first">The host's next argument.</param>
    /// <param name="second">The host's argument after that.</param>
    /// <param name="body">A static function, so that the call allocates nothing.</param>
    public static void* Invoke(void* exposed, void* first, void* second, ExportBody<TPlugin> body)
    {
        var handle = From(exposed);
        try
        {
            return handle is null ? null : body(handle, first, second);
        }
        catch (Exception exception)
        {
            handle!.Fail(exception);
            return null;
        }
    }

    /// <summary>Creates the plugin. Throws nothing.</summary>
    public ReturnCode Start(InitInput* input, ReturnCode* result)
    {
        try
        {
            HostMistakes.ThrowIfNull(input, Symbols.Init, "input");
            HostMistakes.ThrowIfNull(result, Symbols.Init, "rc");
            if (PluginMetadata<TPlugin>.Failure is { } failure)
            {
                throw failure;
            }

            _plugin = TPlugin.Create(new PluginContext(NativeText.Read(input->Config), Log))
                ?? throw new InvalidOperationException("Create returned null; expected a plugin");
            return ReturnCode.Success;
        }
        catch (Exception exception)
        {
            _startFailure = FailureText.Of(exception);
            return Fail(exception);
        }
    }

    /// <summary>The plugin.</summary>
    /// <exception cref="PluginException">It did not start.</exception>
    public TPlugin RequirePlugin() => _plugin ?? throw HostMistakes.NotStarted(_startFailure);

    /// <summary>Stores an error for <c>plugin_get_last_error</c>. Throws nothing.</summary>
    public ReturnCode Fail(Exception exception)
    {
        try
        {
            _lastError.Set(FailureText.Of(exception));
        }
        catch (OutOfMemoryException)
        {
            // The host receives only the return code.
        }

        return ReturnCode.Failure;
    }

    /// <summary>Logs an error for which the host has no return code. Throws nothing.</summary>
    public void Report(string what, Exception exception)
    {
        try
        {
            Log.Error($"{what}: {FailureText.Of(exception)}");
        }
        catch (OutOfMemoryException)
        {
            // There is no other way to report it.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _plugin?.Dispose();
        }
        finally
        {
            (Extraction as IDisposable)?.Dispose();
            OpenParameters.Dispose();
            EventText.Dispose();
            Metrics.Dispose();
            _lastError.Dispose();
            _self.Free();
        }
    }
}
