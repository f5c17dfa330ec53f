using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace K8sAudit.Runner.Plugins;

/// <summary>The functions that a library exports, by name and with the types of the C header; null where a symbol is missing.</summary>
internal sealed unsafe class PluginApi(nint library)
{
    public readonly delegate* unmanaged[Cdecl]<byte*> GetRequiredApiVersion = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetRequiredApiVersion);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetName = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetName);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetVersion = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetVersion);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetDescription = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetDescription);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetContact = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetContact);
    public readonly delegate* unmanaged[Cdecl]<SchemaType*, byte*> GetInitSchema =
        (delegate* unmanaged[Cdecl]<SchemaType*, byte*>)Find(library, Symbols.GetInitSchema);
    public readonly delegate* unmanaged[Cdecl]<InitInput*, ReturnCode*, void*> Init =
        (delegate* unmanaged[Cdecl]<InitInput*, ReturnCode*, void*>)Find(library, Symbols.Init);
    public readonly delegate* unmanaged[Cdecl]<void*, void> Destroy = (delegate* unmanaged[Cdecl]<void*, void>)Find(library, Symbols.Destroy);
    public readonly delegate* unmanaged[Cdecl]<void*, byte*> GetLastError = (delegate* unmanaged[Cdecl]<void*, byte*>)Find(library, Symbols.GetLastError);

    public readonly delegate* unmanaged[Cdecl]<uint> GetId = (delegate* unmanaged[Cdecl]<uint>)Find(library, Symbols.GetId);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetEventSource = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetEventSource);
    public readonly delegate* unmanaged[Cdecl]<void*, byte*, ReturnCode*, void*> Open =
        (delegate* unmanaged[Cdecl]<void*, byte*, ReturnCode*, void*>)Find(library, Symbols.Open);
    public readonly delegate* unmanaged[Cdecl]<void*, void*, void> Close = (delegate* unmanaged[Cdecl]<void*, void*, void>)Find(library, Symbols.Close);
    public readonly delegate* unmanaged[Cdecl]<void*, void*, uint*, byte***, ReturnCode> NextBatch =
        (delegate* unmanaged[Cdecl]<void*, void*, uint*, byte***, ReturnCode>)Find(library, Symbols.NextBatch);
    public readonly delegate* unmanaged[Cdecl]<void*, ReturnCode*, byte*> ListOpenParams =
        (delegate* unmanaged[Cdecl]<void*, ReturnCode*, byte*>)Find(library, Symbols.ListOpenParams);
    public readonly delegate* unmanaged[Cdecl]<void*, void*, uint*, byte*> GetProgress =
        (delegate* unmanaged[Cdecl]<void*, void*, uint*, byte*>)Find(library, Symbols.GetProgress);
    public readonly delegate* unmanaged[Cdecl]<void*, EventInput*, byte*> EventToString =
        (delegate* unmanaged[Cdecl]<void*, EventInput*, byte*>)Find(library, Symbols.EventToString);

    public readonly delegate* unmanaged[Cdecl]<byte*> GetFields = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetFields);
    public readonly delegate* unmanaged[Cdecl]<void*, EventInput*, ExtractInput*, ReturnCode> ExtractFields =
        (delegate* unmanaged[Cdecl]<void*, EventInput*, ExtractInput*, ReturnCode>)Find(library, Symbols.ExtractFields);
    public readonly delegate* unmanaged[Cdecl]<byte*> GetExtractEventSources = (delegate* unmanaged[Cdecl]<byte*>)Find(library, Symbols.GetExtractEventSources);
    public readonly delegate* unmanaged[Cdecl]<uint*, void*, ushort*> GetExtractEventTypes =
        (delegate* unmanaged[Cdecl]<uint*, void*, ushort*>)Find(library, Symbols.GetExtractEventTypes);

    public readonly delegate* unmanaged[Cdecl]<void*, SetConfigInput*, ReturnCode> SetConfig =
        (delegate* unmanaged[Cdecl]<void*, SetConfigInput*, ReturnCode>)Find(library, Symbols.SetConfig);
    public readonly delegate* unmanaged[Cdecl]<void*, uint*, NativeMetric*> GetMetrics =
        (delegate* unmanaged[Cdecl]<void*, uint*, NativeMetric*>)Find(library, Symbols.GetMetrics);

    public readonly delegate* unmanaged[Cdecl]<void*, void*, ReturnCode*, void*> ShareStream =
        (delegate* unmanaged[Cdecl]<void*, void*, ReturnCode*, void*>)Find(library, Symbols.ShareStream);

    private readonly nint _library = library;

    /// <summary>Whether the library exports that symbol.</summary>
    public bool Has(string symbol) => Find(_library, symbol) != 0;

    private static nint Find(nint library, string symbol) => NativeLibrary.TryGetExport(library, symbol, out var address) ? address : 0;
}
