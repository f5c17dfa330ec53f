namespace FalcoRules.Lints;

/// <summary>What a candidate stands for.</summary>
internal enum FieldCandidateKind
{
    Absent,
    Other,
    Text,
    Number,
}
