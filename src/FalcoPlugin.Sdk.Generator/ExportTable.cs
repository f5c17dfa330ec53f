namespace FalcoPlugin.Sdk.Generator;

/// <summary>The table of all exports: which interface implies which of them.</summary>
internal static class ExportTable
{
    private const string Sdk = "FalcoPlugin.Sdk.";

    /// <summary>
    /// Each row: the interface, and the <c>*Exports</c> class with its methods. The class's type arguments are the plugin, followed by those of the interface
    /// beyond the first.
    /// </summary>
    public static readonly ExportGroup[] Groups =
    [
        new(Sdk + "IPlugin`1", "PluginExports",
            new("plugin_get_required_api_version", "byte*", "GetRequiredApiVersion"),
            new("plugin_get_name", "byte*", "GetName"),
            new("plugin_get_description", "byte*", "GetDescription"),
            new("plugin_get_contact", "byte*", "GetContact"),
            new("plugin_get_version", "byte*", "GetVersion"),
            new("plugin_init", "void*", "Init", "InitInput* input", "ReturnCode* result"),
            new("plugin_destroy", "void", "Destroy", "void* state"),
            new("plugin_get_last_error", "byte*", "GetLastError", "void* state")),
        new(Sdk + "ISourcePlugin`1", "SourceExports",
            new("plugin_get_id", "uint", "GetId"),
            new("plugin_get_event_source", "byte*", "GetEventSource"),
            new("plugin_open", "void*", "Open", "void* state", "byte* parameters", "ReturnCode* result"),
            new("plugin_close", "void", "Close", "void* state", "void* instance"),
            new("plugin_next_batch", "ReturnCode", "NextBatch", "void* state", "void* instance", "uint* count", "byte*** events")),
        new(Sdk + "IExtractPlugin`2", "ExtractExports",
            new("plugin_get_fields", "byte*", "GetFields"),
            new("plugin_extract_fields", "ReturnCode", "ExtractFields", "void* state", "EventInput* input", "ExtractInput* request"),
            new("plugin_get_extract_event_types", "ushort*", "GetExtractEventTypes", "uint* count", "void* state")),
        new(Sdk + "IInitSchema", "InitSchemaExports",
            new ExportedMethod("plugin_get_init_schema", "byte*", "GetInitSchema", "SchemaType* type")),
        new(Sdk + "IOpenParameters", "OpenParameterExports",
            new ExportedMethod("plugin_list_open_params", "byte*", "ListOpenParams", "void* state", "ReturnCode* result")),
        new(Sdk + "IReportsProgress", "ProgressExports",
            new ExportedMethod("plugin_get_progress", "byte*", "GetProgress", "void* state", "void* instance", "uint* progress")),
        new(Sdk + "IDescribesEvents", "EventTextExports",
            new ExportedMethod("plugin_event_to_string", "byte*", "EventToString", "void* state", "EventInput* input")),
        new(Sdk + "IExtractEventSources", "ExtractEventSourceExports",
            new ExportedMethod("plugin_get_extract_event_sources", "byte*", "GetExtractEventSources")),
        new(Sdk + "IReportsMetrics", "MetricsExports",
            new ExportedMethod("plugin_get_metrics", "NativeMetric*", "GetMetrics", "void* state", "uint* count")),
        new(Sdk + "IReconfigures", "ConfigExports",
            new ExportedMethod("plugin_set_config", "ReturnCode", "SetConfig", "void* state", "SetConfigInput* input")),
        new(Sdk + "IIndependentEvents", "IndependentEventsExports",
            new ExportedMethod("plugin_ext_share_stream", "void*", "ShareStream", "void* state", "void* instance", "ReturnCode* result")),
    ];
}
