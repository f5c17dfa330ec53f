namespace FalcoRules.Explanations;

/// <summary>The kinds of parts of a condition.</summary>
public enum ConditionPartKind
{
    /// <summary>All parts must be true.</summary>
    And,

    /// <summary>One part must be true.</summary>
    Or,

    /// <summary>Its one part must be false.</summary>
    Not,

    /// <summary>A macro; its one part is the condition of the macro.</summary>
    Macro,

    /// <summary>An exception of the rule with its values; its one part must be false.</summary>
    Exception,

    /// <summary>A comparison, or <c>exists</c>. It has no parts.</summary>
    Comparison,
}
