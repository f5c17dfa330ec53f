namespace K8sAudit.Plugin.Splitting;

/// <summary>What a text ends in the middle of.</summary>
internal enum ContinuationKind
{
    /// <summary>Documents one after the other.</summary>
    Documents,

    /// <summary>An array that is a document.</summary>
    Array,

    /// <summary>The items of an EventList that is a document.</summary>
    Items,

    /// <summary>Something further in.</summary>
    Nested,
}
