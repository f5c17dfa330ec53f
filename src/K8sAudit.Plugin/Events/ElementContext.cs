namespace K8sAudit.Plugin.Events;

/// <summary>Where an element of a text is.</summary>
internal enum ElementContext
{
    /// <summary>It is a document.</summary>
    Document,

    /// <summary>It is an element of an array.</summary>
    Array,

    /// <summary>It is an item of an EventList.</summary>
    Items,
}
