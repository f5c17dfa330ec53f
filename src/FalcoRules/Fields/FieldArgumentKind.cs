namespace FalcoRules.Fields;

/// <summary>What a field takes in brackets.</summary>
[Flags]
public enum FieldArgumentKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A number: <c>field[0]</c>.</summary>
    Index = 1,

    /// <summary>A text: <c>field[name]</c>.</summary>
    Key = 2,

    /// <summary>The argument may not be left out.</summary>
    Required = 4,
}
