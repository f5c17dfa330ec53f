namespace K8sAudit.Plugin.Events;

/// <summary>What an incomplete value is a part of.</summary>
internal enum ContinuationKind
{
    /// <summary>A sequence of documents.</summary>
    Documents,

    /// <summary>An array that is a document.</summary>
    Array,

    /// <summary>The items of an EventList that is a document.</summary>
    Items,

    /// <summary>The same of an EventList whose <c>apiVersion</c> is that of audit events.</summary>
    AuditItems,

    /// <summary>A document in YAML, which ends where no line continues it.</summary>
    Yaml,

    /// <summary>A value at a deeper level.</summary>
    Nested,
}
