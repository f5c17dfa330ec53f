namespace FalcoRules.Evaluation;

/// <summary>The transformers. The transformer table defines their syntax and arguments.</summary>
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
