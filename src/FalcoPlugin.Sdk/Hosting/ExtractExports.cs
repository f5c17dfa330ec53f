using System.Runtime.CompilerServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports of a plugin with fields.</summary>
public static unsafe class ExtractExports<TPlugin, TEvent>
    where TPlugin : class, IExtractPlugin<TPlugin, TEvent>
    where TEvent : class, IDecodedEvent, new()
{
    private static FieldTable<TEvent>? _table;

    /// <summary><c>plugin_get_fields</c></summary>
    public static byte* GetFields()
    {
        var table = Table();
        return table is null ? null : table.Json;
    }

    /// <summary><c>plugin_get_extract_event_types</c></summary>
    public static ushort* GetExtractEventTypes(uint* count, void* state)
    {
        if (count == null)
        {
            PluginHandle<TPlugin>.From(state)?.Fail(HostMistakes.NullArgument(Symbols.GetExtractEventTypes, "numtypes"));
            return null;
        }

        *count = 0;
        if (Table() is not { } table)
        {
            PluginHandle<TPlugin>.From(state)?.Fail(PluginMetadata<TPlugin>.Failure!);
            return null;
        }

        *count = (uint)table.EventTypeCount;
        return table.EventTypes;
    }

    /// <summary><c>plugin_extract_fields</c></summary>
    public static ReturnCode ExtractFields(void* state, EventInput* input, ExtractInput* request)
    {
        var handle = PluginHandle<TPlugin>.From(state);
        if (handle is null)
        {
            return ReturnCode.Failure;
        }

        if (input == null || request == null)
        {
            return handle.Fail(HostMistakes.NullArgument(Symbols.ExtractFields, input == null ? "evt" : "in"));
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

    private static ReturnCode Recover(PluginHandle<TPlugin> handle, ExtractInput* request, Exception exception)
    {
        try
        {
            return handle.Extraction is Extraction<TEvent> extraction && extraction.TryResume(request, ref exception)
                ? ReturnCode.Success
                : handle.Fail(exception);
        }
        catch (Exception second)
        {
            return handle.Fail(second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Extraction<TEvent> Of(PluginHandle<TPlugin> handle) =>
        handle.Extraction is { } extraction
            ? Unsafe.As<Extraction<TEvent>>(extraction)
            : Begin(handle);

    private static Extraction<TEvent> Begin(PluginHandle<TPlugin> handle)
    {
        var table = Table() ?? throw PluginMetadata<TPlugin>.Failure!;
        var extraction = new Extraction<TEvent>(table.Fields, handle.Log);
        handle.Extraction = extraction;
        return extraction;
    }

    private static FieldTable<TEvent>? Table() =>
        _table ??= PluginMetadata<TPlugin>.Read(Symbols.GetFields, static () => _table ?? new FieldTable<TEvent>(TPlugin.Fields, TPlugin.ExtractEventTypes));
}
