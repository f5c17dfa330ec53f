namespace FalcoRules.Lints;

/// <summary>What a candidate represents.</summary>
internal enum FieldCandidateKind
{
    Absent,
    Other,
    Text,
    Number,
}
