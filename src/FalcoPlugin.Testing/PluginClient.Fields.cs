using System.Runtime.InteropServices;
using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>The fields of events.</summary>
public sealed unsafe partial class PluginClient
{
    /// <summary>The fields that the plugin declares.</summary>
    public List<DeclaredField> Fields()
    {
        using var json = JsonDocument.Parse(Text(Symbols.GetFields));
        return [.. json.RootElement.EnumerateArray().Select((row, index) => DeclaredField.Read((uint)index, row))];
    }

    /// <summary>The values of a field as strings; null if the host receives an error.</summary>
    public List<string>? Extract(nint state, byte[] e, DeclaredField field, string? argument = null, ulong number = 1) =>
        Extract(state, e, field, argument, number, withPlaces: false)?.Values;

    /// <summary>The values of a field, and the offset of each in the event.</summary>
    internal (List<string> Values, List<(uint Start, uint Length)> Places)? Extract(
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
    internal (List<string> Values, List<(uint Start, uint Length)> Places)? Extract(
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
}
