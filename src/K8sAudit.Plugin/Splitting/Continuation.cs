namespace K8sAudit.Plugin.Splitting;

/// <summary>Where the part of a text begins that cannot be used before more of the text is there.</summary>
/// <param name="Offset">The first byte of the value that does not end; the text's length where it ends between two values.</param>
/// <param name="Kind">What that value is a part of.</param>
internal readonly record struct Continuation(int Offset, ContinuationKind Kind);
