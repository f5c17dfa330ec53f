namespace K8sAudit.Plugin.Events;

/// <summary>Where an element of a text is.</summary>
internal enum ElementContext
{
    /// <summary>It is a document.</summary>
    Document,

    /// <summary>It is an element of an array.</summary>
    Array,

    /// <summary>It is an item of an EventList or List whose <c>apiVersion</c> is not known yet, or says nothing: it must be an event by itself.</summary>
    Items,

    /// <summary>It is an item of an EventList whose <c>apiVersion</c> is that of audit events.</summary>
    AuditItems,
}
