namespace FalcoRules.Evaluation;

/// <summary>How many items of a list a comparison must hold for: <c>field contains anyof (a, b)</c>.</summary>
internal enum ComparisonModifier
{
    /// <summary>There is no modifier.</summary>
    None,

    /// <summary>Exactly one.</summary>
    OneOf,

    /// <summary>At least one.</summary>
    AnyOf,

    /// <summary>Every one.</summary>
    AllOf,
}
