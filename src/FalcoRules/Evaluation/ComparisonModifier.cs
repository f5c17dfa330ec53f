namespace FalcoRules.Evaluation;

/// <summary>For how many items of a list a comparison must be true: <c>field contains anyof (a, b)</c>.</summary>
internal enum ComparisonModifier
{
    /// <summary>No modifier.</summary>
    None,

    /// <summary>Exactly one.</summary>
    OneOf,

    /// <summary>At least one.</summary>
    AnyOf,

    /// <summary>Every one.</summary>
    AllOf,
}
