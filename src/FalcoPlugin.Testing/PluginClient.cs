using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>A minimal host of one plugin, which uses only the C contract. Names of functions are in <see cref="Symbols"/>.</summary>
/// <remarks>
/// A call that a plugin answers with an error throws <see cref="PluginTestException"/> with the plugin's message, unless it returns the code.
/// </remarks>
public sealed unsafe partial class PluginClient(ExportedPlugin exports) : IDisposable
{
    /// <summary>Unloads the plugin.</summary>
    public void Dispose() => exports.Dispose();

    /// <summary>Whether the plugin exports a function.</summary>
    public bool Exports(string symbol) => exports.Find(symbol) != 0;

    /// <summary>The result of a function without arguments that returns text.</summary>
    public string Text(string symbol) => Read(((delegate* unmanaged[Cdecl]<byte*>)Required(symbol))());

    /// <summary>The ID of the event source.</summary>
    public uint Id => ((delegate* unmanaged[Cdecl]<uint>)Required(Symbols.GetId))();

    /// <summary>The types of the events from which fields are extracted.</summary>
    public ushort[] ExtractEventTypes(nint state)
    {
        uint count;
        var types = ((delegate* unmanaged[Cdecl]<uint*, nint, ushort*>)Required(Symbols.GetExtractEventTypes))(&count, state);
        return new ReadOnlySpan<ushort>(types, (int)count).ToArray();
    }

    /// <summary>The schema of <c>init_config</c>.</summary>
    public (string Schema, SchemaType Type) InitSchema()
    {
        SchemaType type;
        var schema = ((delegate* unmanaged[Cdecl]<SchemaType*, byte*>)Required(Symbols.GetInitSchema))(&type);
        return (Read(schema), type);
    }

    /// <summary>Starts the plugin and returns its handle, also with an error.</summary>
    public nint Init(string? config, out ReturnCode result)
    {
        var text = Marshal.StringToCoTaskMemUTF8(config);
        var input = new InitInput { Config = (byte*)text };
        ReturnCode code;
        var state = ((delegate* unmanaged[Cdecl]<InitInput*, ReturnCode*, nint>)Required(Symbols.Init))(&input, &code);
        Marshal.FreeCoTaskMem(text);
        result = code;
        return state;
    }

    /// <summary>Starts the plugin and returns its handle.</summary>
    public nint Init(string? config = "")
    {
        var state = Init(config, out var result);
        Expect.True(result == ReturnCode.Success, LastError(state));
        return state;
    }

    /// <summary>Ends the plugin.</summary>
    public void Destroy(nint state) => ((delegate* unmanaged[Cdecl]<nint, void>)Required(Symbols.Destroy))(state);

    /// <summary>The last error of a handle; empty if there is none.</summary>
    public string LastError(nint state) => Read(((delegate* unmanaged[Cdecl]<nint, byte*>)Required(Symbols.GetLastError))(state));

    /// <summary>The examples for <c>open_params</c>, as JSON.</summary>
    public string OpenParameters(nint state)
    {
        ReturnCode code;
        var text = ((delegate* unmanaged[Cdecl]<nint, ReturnCode*, byte*>)Required(Symbols.ListOpenParams))(state, &code);
        Expect.Equal(ReturnCode.Success, code, "the result of plugin_list_open_params");
        return Read(text);
    }

    /// <summary>The text of an event.</summary>
    public string EventText(nint state, byte[] e)
    {
        fixed (byte* pointer = e)
        {
            var input = new EventInput { Event = pointer, Number = 1 };
            return Read(((delegate* unmanaged[Cdecl]<nint, EventInput*, byte*>)Required(Symbols.EventToString))(state, &input));
        }
    }

    /// <summary>Passes a new configuration to a plugin that runs.</summary>
    public ReturnCode SetConfig(nint state, string config)
    {
        var text = Marshal.StringToCoTaskMemUTF8(config);
        var input = new SetConfigInput { Config = (byte*)text };
        var result = ((delegate* unmanaged[Cdecl]<nint, SetConfigInput*, ReturnCode>)Required(Symbols.SetConfig))(state, &input);
        Marshal.FreeCoTaskMem(text);
        return result;
    }

    /// <summary>The metrics by name.</summary>
    public Dictionary<string, ulong> Metrics(nint state)
    {
        uint count;
        var metrics = ((delegate* unmanaged[Cdecl]<nint, uint*, NativeMetric*>)Required(Symbols.GetMetrics))(state, &count);
        var read = new Dictionary<string, ulong>();
        for (var i = 0; i < count; i++)
        {
            Expect.Equal(MetricValueType.UInt64, metrics[i].ValueType, "the type of a metric");
            read.Add(Read(metrics[i].Name), metrics[i].Value);
        }

        return read;
    }

    private nint Required(string symbol)
    {
        var address = exports.Find(symbol);
        Expect.True(address != 0, $"{symbol} is not exported");
        return address;
    }

    private static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
