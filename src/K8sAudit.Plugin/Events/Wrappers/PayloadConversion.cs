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
}
