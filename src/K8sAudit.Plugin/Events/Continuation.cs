namespace K8sAudit.Plugin.Events;

/// <summary>Where the part of an incomplete text begins that can only be read together with more of the text.</summary>
/// <param name="Offset">Offset of the first byte of the incomplete value; the text's length if it ends between two values.</param>
/// <param name="Kind">What that value is a part of.</param>
internal readonly record struct Continuation(int Offset, ContinuationKind Kind);
