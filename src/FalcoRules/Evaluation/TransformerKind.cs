namespace FalcoRules.Evaluation;

/// <summary>The transformers. How each is written, and what it takes, is in the transformer table.</summary>
internal enum TransformerKind
{
    Val,
    ToLower,
    ToUpper,
    Base64,
    BaseName,
    Length,
    Join,
    Concat,
    GetOpt,
}
