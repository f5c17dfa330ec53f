namespace K8sAudit.Plugin.Events;

/// <summary>What a part of a text is that does not claim to be an audit event.</summary>
internal enum OtherContent
{
    /// <summary>A line that is not JSON, such as one of a program's own log.</summary>
    Text,

    /// <summary>A JSON value that is neither an audit event nor a known wrapper of one.</summary>
    Json,
}
