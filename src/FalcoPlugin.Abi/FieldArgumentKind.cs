namespace FalcoPlugin.Abi;

/// <summary>The argument that a field takes in brackets (<c>arg</c> in the JSON of <c>plugin_get_fields</c>).</summary>
[Flags]
public enum FieldArgumentKind
{
    /// <summary>No argument.</summary>
    None = 0,

    /// <summary>A number (<c>isIndex</c>): <c>field[0]</c>.</summary>
    Index = 1,

    /// <summary>A string (<c>isKey</c>): <c>field[name]</c>.</summary>
    Key = 2,

    /// <summary>The argument is mandatory (<c>isRequired</c>).</summary>
    Required = 4,
}
