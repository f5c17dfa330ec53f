namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>How a payload becomes an audit event.</summary>
internal enum PayloadConversion
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>It is a LogEntry of Google Cloud with the <c>protoPayload</c> of a Cloud Audit Log.</summary>
    GoogleLogEntry,

    /// <summary>It has the members of an audit event under names of table columns, such as <c>AuditId</c>.</summary>
    Columns,

    /// <summary>It is a string with base64 of the event's text, which may be compressed with gzip.</summary>
    Base64,

    /// <summary>It is an <c>AnyValue</c> of OpenTelemetry, or an array of its key-value pairs.</summary>
    AnyValue,

    /// <summary>It is an array of rows, whose columns have the names that another member lists.</summary>
    TableRows,

    /// <summary>It is a string, and a line of over 16 KiB is in several objects: all but the last of them have no line end.</summary>
    SplitLine,
}
