using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What a plugin with fields exports.</summary>
public static unsafe class ExtractExports<TPlugin, TEvent>
    where TPlugin : class, IExtractPlugin<TPlugin, TEvent>
    where TEvent : class, IDecodedEvent, new()
{
    private static readonly Field<TEvent>[] _fields = TPlugin.Fields.ToArray();
    private static readonly byte* _fieldList = NativeText.Allocate(FieldListJson.ToJson(_fields));
    private static readonly ushort* _eventTypes = Copy(TPlugin.ExtractEventTypes);

    /// <summary><c>plugin_get_fields</c></summary>
    public static byte* GetFields() => _fieldList;

    /// <summary><c>plugin_get_extract_event_types</c></summary>
    public static ushort* GetExtractEventTypes(uint* count, void* state)
    {
        *count = (uint)TPlugin.ExtractEventTypes.Length;
        return _eventTypes;
    }

    /// <summary><c>plugin_extract_fields</c></summary>
    public static ReturnCode ExtractFields(void* state, EventInput* input, ExtractInput* request)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return ReturnCode.Failure;
        }

        try
        {
            Of(handle).Extract(input, request, handle.LastBatch);
            return ReturnCode.Success;
        }
        catch (Exception exception)
        {
            return Recover(handle, request, exception);
        }
    }

    private static ushort* Copy(ReadOnlySpan<ushort> types)
    {
        var copy = (ushort*)NativeMemory.Alloc((nuint)types.Length, sizeof(ushort));
        types.CopyTo(new Span<ushort>(copy, types.Length));
        return copy;
    }

    private static ReturnCode Recover(PluginHandle<TPlugin> handle, ExtractInput* request, Exception exception) =>
        handle.Extraction is Extraction<TEvent> extraction && extraction.TryResume(request, ref exception) ? ReturnCode.Success : handle.Fail(exception);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Extraction<TEvent> Of(PluginHandle<TPlugin> handle) =>
        handle.Extraction is { } extraction
            ? Unsafe.As<Extraction<TEvent>>(extraction)
            : Begin(handle);

    private static Extraction<TEvent> Begin(PluginHandle<TPlugin> handle)
    {
        var extraction = new Extraction<TEvent>(_fields, handle.Log);
        handle.Extraction = extraction;
        return extraction;
    }
}
