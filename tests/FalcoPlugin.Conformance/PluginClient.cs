using System.Runtime.InteropServices;
using System.Text.Json;
using FalcoPlugin.Abi;
using FalcoPlugin.Conformance.Drivers;

namespace FalcoPlugin.Conformance;

/// <summary>A minimal host of one plugin, which uses only the C contract.</summary>
internal sealed unsafe class PluginClient(IPluginDriver driver) : IDisposable
{
    public void Dispose() => driver.Dispose();

    public bool Exports(string symbol) => driver.Symbol(symbol) != 0;

    public string Text(string symbol) => Read(((delegate* unmanaged[Cdecl]<byte*>)Required(symbol))());

    public uint Id => ((delegate* unmanaged[Cdecl]<uint>)Required(Symbols.GetId))();

    public ushort[] ExtractEventTypes(nint state)
    {
        uint count;
        var types = ((delegate* unmanaged[Cdecl]<uint*, nint, ushort*>)Required(Symbols.GetExtractEventTypes))(&count, state);
        return new ReadOnlySpan<ushort>(types, (int)count).ToArray();
    }

    public (string Schema, SchemaType Type) InitSchema()
    {
        SchemaType type;
        var schema = ((delegate* unmanaged[Cdecl]<SchemaType*, byte*>)Required(Symbols.GetInitSchema))(&type);
        return (Read(schema), type);
    }

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

    public nint Init(string? config = "")
    {
        var state = Init(config, out var result);
        Assert.True(result == ReturnCode.Success, LastError(state));
        return state;
    }

    public void Destroy(nint state) => ((delegate* unmanaged[Cdecl]<nint, void>)Required(Symbols.Destroy))(state);

    public string LastError(nint state) => Read(((delegate* unmanaged[Cdecl]<nint, byte*>)Required(Symbols.GetLastError))(state));

    public nint Open(nint state, string parameters, out ReturnCode result)
    {
        var text = Marshal.StringToCoTaskMemUTF8(parameters);
        ReturnCode code;
        var instance = ((delegate* unmanaged[Cdecl]<nint, nint, ReturnCode*, nint>)Required(Symbols.Open))(state, text, &code);
        Marshal.FreeCoTaskMem(text);
        result = code;
        return instance;
    }

    public nint Open(nint state, string parameters)
    {
        var instance = Open(state, parameters, out var result);
        Assert.True(result == ReturnCode.Success, LastError(state));
        return instance;
    }

    public void Close(nint state, nint instance) => ((delegate* unmanaged[Cdecl]<nint, nint, void>)Required(Symbols.Close))(state, instance);

    public ReturnCode Next(nint state, nint instance, List<byte[]> events)
    {
        uint count;
        byte** pointers;
        var result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
        for (var i = 0; i < count; i++)
        {
            events.Add(new ReadOnlySpan<byte>(pointers[i], (int)EventLayout.TotalLength(pointers[i])).ToArray());
        }

        return result;
    }

    /// <summary>Adds the addresses of the events of the next batch; they are valid until the next call.</summary>
    public ReturnCode NextInPlace(nint state, nint instance, List<nint> events)
    {
        uint count;
        byte** pointers;
        var result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
        for (var i = 0; i < count; i++)
        {
            events.Add((nint)pointers[i]);
        }

        return result;
    }

    /// <summary>Passes the events of a finite stream in place, each as long as it is valid.</summary>
    public void ReadInPlace(nint state, string parameters, Action<nint> take)
    {
        var instance = Open(state, parameters);
        ReturnCode result;
        do
        {
            uint count;
            byte** pointers;
            result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
            Assert.True(result != ReturnCode.Failure, LastError(state));
            for (var i = 0; i < count; i++)
            {
                take((nint)pointers[i]);
            }
        }
        while (result != ReturnCode.EndOfFile);

        Close(state, instance);
    }

    /// <summary>Reads a finite stream to its end.</summary>
    public List<byte[]> ReadAll(nint state, string parameters)
    {
        var instance = Open(state, parameters);
        var events = ReadToEnd(state, instance);
        Close(state, instance);
        return events;
    }

    public List<byte[]> ReadToEnd(nint state, nint instance)
    {
        var events = new List<byte[]>();
        ReturnCode result;
        do
        {
            result = Next(state, instance, events);
            Assert.True(result != ReturnCode.Failure, LastError(state));
        }
        while (result != ReturnCode.EndOfFile);

        return events;
    }

    public (string Text, uint Hundredths) Progress(nint state, nint instance)
    {
        uint hundredths;
        var text = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte*>)Required(Symbols.GetProgress))(state, instance, &hundredths);
        return (Read(text), hundredths);
    }

    public string OpenParameters(nint state)
    {
        ReturnCode code;
        var text = ((delegate* unmanaged[Cdecl]<nint, ReturnCode*, byte*>)Required(Symbols.ListOpenParams))(state, &code);
        Assert.Equal(ReturnCode.Success, code);
        return Read(text);
    }

    public string EventText(nint state, byte[] e)
    {
        fixed (byte* pointer = e)
        {
            var input = new EventInput { Event = pointer, Number = 1 };
            return Read(((delegate* unmanaged[Cdecl]<nint, EventInput*, byte*>)Required(Symbols.EventToString))(state, &input));
        }
    }

    public ReturnCode SetConfig(nint state, string config)
    {
        var text = Marshal.StringToCoTaskMemUTF8(config);
        var input = new SetConfigInput { Config = (byte*)text };
        var result = ((delegate* unmanaged[Cdecl]<nint, SetConfigInput*, ReturnCode>)Required(Symbols.SetConfig))(state, &input);
        Marshal.FreeCoTaskMem(text);
        return result;
    }

    public Dictionary<string, ulong> Metrics(nint state)
    {
        uint count;
        var metrics = ((delegate* unmanaged[Cdecl]<nint, uint*, NativeMetric*>)Required(Symbols.GetMetrics))(state, &count);
        var read = new Dictionary<string, ulong>();
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(MetricValueType.UInt64, metrics[i].ValueType);
            read.Add(Read(metrics[i].Name), metrics[i].Value);
        }

        return read;
    }

    public List<DeclaredField> Fields()
    {
        using var json = JsonDocument.Parse(Text(Symbols.GetFields));
        return [.. json.RootElement.EnumerateArray().Select((row, index) => DeclaredField.Read((uint)index, row))];
    }

    /// <summary>The values of a field as strings; null if the host receives an error.</summary>
    public List<string>? Extract(nint state, byte[] e, DeclaredField field, string? argument = null, ulong number = 1) =>
        Extract(state, e, field, argument, number, withPlaces: false)?.Values;

    /// <summary>The values of a field, and the offset of each in the event.</summary>
    public (List<string> Values, List<(uint Start, uint Length)> Places)? Extract(
        nint state,
        byte[] e,
        DeclaredField field,
        string? argument,
        ulong number,
        bool withPlaces)
    {
        fixed (byte* pointer = e)
        {
            return Extract(state, (nint)pointer, field, argument, number, withPlaces);
        }
    }

    /// <summary>The same for an event in place.</summary>
    public (List<string> Values, List<(uint Start, uint Length)> Places)? Extract(
        nint state,
        nint e,
        DeclaredField field,
        string? argument,
        ulong number,
        bool withPlaces)
    {
        var key = Marshal.StringToCoTaskMemUTF8(argument);
        var name = Marshal.StringToCoTaskMemUTF8(field.Name);
        try
        {
            var input = new EventInput { Event = (byte*)e, Number = number };
            var request = new ExtractField
            {
                FieldId = field.Id,
                Name = (byte*)name,
                ArgumentPresent = argument is null ? 0u : 1u,
                ArgumentKey = field.TakesKey ? (byte*)key : null,
                ArgumentIndex = field.TakesIndex && ulong.TryParse(argument, out var index) ? index : 0,
                Type = field.Type,
                IsList = field.IsList ? 1u : 0u,
            };
            ValueOffsets offsets = default;
            var extract = new ExtractInput { FieldCount = 1, Fields = &request, Offsets = withPlaces ? &offsets : null };
            var result = ((delegate* unmanaged[Cdecl]<nint, EventInput*, ExtractInput*, ReturnCode>)Required(Symbols.ExtractFields))(state, &input, &extract);
            return result == ReturnCode.Success ? (ReadValues(request), ReadPlaces(offsets, request.ResultLength)) : null;
        }
        finally
        {
            Marshal.FreeCoTaskMem(key);
            Marshal.FreeCoTaskMem(name);
        }
    }

    private static List<string> ReadValues(in ExtractField field)
    {
        var values = new List<string>();
        for (var i = 0ul; i < field.ResultLength; i++)
        {
            values.Add(FieldValueText.Read(field.Type, (void*)field.Result, (int)i));
        }

        return values;
    }

    private static List<(uint, uint)> ReadPlaces(ValueOffsets offsets, ulong count)
    {
        var places = new List<(uint, uint)>();
        for (var i = 0ul; offsets.Start != null && i < count; i++)
        {
            places.Add((offsets.Start[i], offsets.Length[i]));
        }

        return places;
    }

    private nint Required(string symbol)
    {
        var address = driver.Symbol(symbol);
        Assert.True(address != 0, $"{symbol} is not exported");
        return address;
    }

    private static string Read(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
