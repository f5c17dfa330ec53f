namespace FalcoRules.Operators;

/// <summary>What an operator takes on its right. Each takes <c>val(field)</c> and transformers besides, as far as the operator table allows.</summary>
internal enum RightSideKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>One value; a list too behind a modifier.</summary>
    Value,

    /// <summary>A list in parentheses, or the name of one.</summary>
    List,
}
