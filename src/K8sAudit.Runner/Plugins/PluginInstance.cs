using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using FalcoPlugin.Abi;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Plugins;

/// <summary>A plugin that was initialised: it has a state, which one thread uses at a time.</summary>
internal sealed unsafe class PluginInstance : IDisposable
{
    private readonly Log _log;
    private readonly Lock _metrics = new();
    // Not readonly: freeing a copy would leave it allocated, and a second call would free it again.
    private GCHandle _owner;
    private void* _state;
    private bool _isQuiet;

    private PluginInstance(NativePlugin plugin, Log log)
    {
        Plugin = plugin;
        _log = log;
        _owner = GCHandle.Alloc(this);
    }

    public NativePlugin Plugin { get; }

    public PluginApi Api => Plugin.Api;

    public void* State => _state;

    /// <summary>The host's handle that plugins hand back in their calls.</summary>
    public void* Owner => (void*)GCHandle.ToIntPtr(_owner);

    /// <summary>Whether it reads fields of plugin events (type 322); a plugin may restrict itself to other types once it is initialised.</summary>
    public bool ExtractsPluginEvents { get; private set; }

    /// <summary>Checks the configuration against the plugin's schema and initialises the plugin.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="log">Where it writes its log.</param>
    /// <param name="isQuiet">Whether messages of the initialisation are left out: another instance with the same configuration has written them.</param>
    /// <exception cref="PluginFailedException">The configuration is refused, or the plugin fails.</exception>
    public static PluginInstance Create(NativePlugin plugin, string config, Log log, bool isQuiet = false)
    {
        var instance = new PluginInstance(plugin, log) { _isQuiet = isQuiet };
        try
        {
            instance.Initialise(instance.Checked(config));
            instance._isQuiet = false;
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Why the last call failed, in the words of the plugin, without secrets.</summary>
    public string LastError() =>
        _state == null ? "the plugin returned no state to ask for the error" : SecretText.RedactMessage(NativeText.Read(Api.GetLastError(_state)));

    /// <summary>An event as the plugin describes it; empty where it does not describe events.</summary>
    public ReadOnlySpan<byte> Describe(EventInput* input)
    {
        var text = Api.EventToString == null ? null : Api.EventToString(_state, input);
        return text == null ? default : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
    }

    /// <summary>What the plugin suggests to open; empty where it suggests nothing.</summary>
    public IReadOnlyList<ListedOpenParameter> ListOpenParameters()
    {
        if (Api.ListOpenParams == null)
        {
            return [];
        }

        var code = ReturnCode.Failure;
        var json = NativeText.Read(Api.ListOpenParams(_state, &code));
        if (code != ReturnCode.Success)
        {
            throw new PluginFailedException(RunnerMessages.InPlugin(Plugin.Name, $"list_open_params has error {LastError()}"));
        }

        return json.Length == 0 ? [] : ReadOpenParameters(json);
    }

    /// <summary>Asks the plugin to accept nothing more and to end its source when everything that it has accepted has been read.</summary>
    /// <returns>Whether it does so.</returns>
    public bool TryDrain() => TryRequest("drain", "true");

    /// <summary>Reports how many events of the open source were delivered, so that a restart does not repeat them.</summary>
    /// <returns>Whether the plugin uses it.</returns>
    public bool TryReportDelivered(long events) => TryRequest("deliveredEvents", string.Create(CultureInfo.InvariantCulture, $"{events}"));

    // A plugin names what the host may request of it in the schema of its configuration.
    private bool TryRequest(string key, string value)
    {
        if (Api.SetConfig == null || !ConfigurationSchema.Declares(Plugin.InitSchema(out _), key))
        {
            return false;
        }

        var text = NativeText.Allocate($"{{\"{key}\":{value}}}");
        try
        {
            var input = new SetConfigInput { Config = text };
            var code = Api.SetConfig(_state, &input);
            if (code != ReturnCode.Success)
            {
                _log.Warning(RunnerMessages.RequestRefused(Plugin.Name, key, LastError()));
            }

            return code == ReturnCode.Success;
        }
        finally
        {
            NativeText.Free(text);
        }
    }

    /// <summary>The plugin's own metrics; empty where it has none, or was destroyed. As in Falco, they are read while another thread reads events.</summary>
    public IReadOnlyList<PluginMetric> Metrics()
    {
        lock (_metrics)
        {
            uint count = 0;
            var metrics = _state == null || Api.GetMetrics == null ? null : Api.GetMetrics(_state, &count);
            return metrics == null ? [] : [.. Enumerable.Range(0, (int)count).Select(i => PluginMetric.Read(metrics[i], NativeText.Read(metrics[i].Name)))];
        }
    }

    public void Dispose()
    {
        lock (_metrics)
        {
            if (_state != null)
            {
                Api.Destroy(_state);
                _state = null;
            }
        }

        if (_owner.IsAllocated)
        {
            _owner.Free();
        }
    }

    private string Checked(string config)
    {
        var schema = Plugin.InitSchema(out var type);
        if (schema.Length == 0 || type == SchemaType.None)
        {
            return config;
        }

        if (type != SchemaType.Json)
        {
            throw new PluginFailedException(RunnerMessages.InPlugin(Plugin.Name, $"get_init_schema returned an unknown schema type {(int)type}"));
        }

        var (text, complaint) = ConfigurationSchema.Check(schema, config);
        return complaint is null ? text : throw new PluginFailedException(RunnerMessages.InPlugin(Plugin.Name, complaint));
    }

    private void Initialise(string config)
    {
        var text = NativeText.Allocate(config);
        try
        {
            var input = new InitInput
            {
                Config = text,
                Owner = Owner,
                GetOwnerLastError = (nint)(delegate* unmanaged[Cdecl]<void*, byte*>)&OwnerLastError,
                Log = &WriteLog,
            };
            var code = ReturnCode.Failure;
            // A state may come with a failure too, so that the plugin can be asked for the error.
            _state = Api.Init(&input, &code);
            if (code != ReturnCode.Success)
            {
                throw new PluginFailedException(RunnerMessages.CannotInitialise(Plugin.Name, LastError()));
            }
        }
        finally
        {
            NativeText.Free(text);
        }

        ExtractsPluginEvents = Plugin.Can(PluginCapabilities.Extraction) && ReadsPluginEvents();
    }

    private bool ReadsPluginEvents()
    {
        uint count = 0;
        var types = Api.GetExtractEventTypes == null ? null : Api.GetExtractEventTypes(&count, _state);
        return types == null || count == 0 || new ReadOnlySpan<ushort>(types, (int)count).Contains(EventLayout.PluginEventType);
    }

    private List<ListedOpenParameter> ReadOpenParameters(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return
            [
                .. document.RootElement.EnumerateArray()
                    .Select(entry =>
                        new ListedOpenParameter(
                            entry.GetProperty("value").GetString() ?? "",
                            entry.TryGetProperty("desc", out var text) ? text.GetString() ?? "" : "")),
            ];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new PluginFailedException(
                RunnerMessages.InPlugin(Plugin.Name, $"list_open_params did not return a JSON array of objects with a value: {e.Message}"));
        }
    }

    /// <summary>The host never fails a call of a plugin, so that there is never an error to tell.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static byte* OwnerLastError(void* owner) => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void WriteLog(void* owner, byte* component, byte* message, LogSeverity severity)
    {
        try
        {
            if (GCHandle.FromIntPtr((nint)owner).Target is PluginInstance { _isQuiet: false } instance)
            {
                instance._log.Write(
                    LogLevels.Of(severity),
                    $"{(component == null ? instance.Plugin.Name : NativeText.Read(component))}: {SecretText.RedactMessage(NativeText.Read(message))}");
            }
        }
        catch
        {
            // Nothing may be thrown into the plugin, and a log line is not worth its life.
        }
    }
}
