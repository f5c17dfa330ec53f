namespace K8sAudit.Plugin.Sources;

/// <summary>What is known of a document of several lines.</summary>
internal enum DocumentState
{
    /// <summary>More lines follow.</summary>
    Open,

    /// <summary>More lines follow, and there is enough to read the elements of a list so far.</summary>
    Readable,

    /// <summary>It is complete, or cannot become complete.</summary>
    Complete,
}
