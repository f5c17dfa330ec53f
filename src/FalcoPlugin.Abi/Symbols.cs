namespace FalcoPlugin.Abi;

/// <summary>The names of everything that a plugin can export, as the host looks them up.</summary>
public static class Symbols
{
#pragma warning disable CS1591 // Each name is its own description.
    public const string GetRequiredApiVersion = "plugin_get_required_api_version";
    public const string GetInitSchema = "plugin_get_init_schema";
    public const string Init = "plugin_init";
    public const string Destroy = "plugin_destroy";
    public const string GetLastError = "plugin_get_last_error";
    public const string GetName = "plugin_get_name";
    public const string GetDescription = "plugin_get_description";
    public const string GetContact = "plugin_get_contact";
    public const string GetVersion = "plugin_get_version";

    public const string GetId = "plugin_get_id";
    public const string GetEventSource = "plugin_get_event_source";
    public const string Open = "plugin_open";
    public const string Close = "plugin_close";
    public const string ListOpenParams = "plugin_list_open_params";
    public const string GetProgress = "plugin_get_progress";
    public const string EventToString = "plugin_event_to_string";
    public const string NextBatch = "plugin_next_batch";

    public const string GetExtractEventTypes = "plugin_get_extract_event_types";
    public const string GetExtractEventSources = "plugin_get_extract_event_sources";
    public const string GetFields = "plugin_get_fields";
    public const string ExtractFields = "plugin_extract_fields";

    public const string ParseEvent = "plugin_parse_event";
    public const string GetAsyncEvents = "plugin_get_async_events";
    public const string SetAsyncEventHandler = "plugin_set_async_event_handler";
    public const string SetConfig = "plugin_set_config";
    public const string GetMetrics = "plugin_get_metrics";
    public const string CaptureOpen = "plugin_capture_open";
    public const string CaptureClose = "plugin_capture_close";

    // Not part of Falco's API: Falco does not look it up.
    public const string ShareStream = "plugin_ext_share_stream";
#pragma warning restore CS1591

    /// <summary>The symbols that every plugin must export.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [GetRequiredApiVersion, GetVersion, GetName, GetDescription, GetContact, Init, Destroy, GetLastError];
}
