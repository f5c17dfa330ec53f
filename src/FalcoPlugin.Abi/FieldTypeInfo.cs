namespace FalcoPlugin.Abi;

/// <summary>One row of the table of field types.</summary>
/// <param name="Type">The type; its value is the code in the ABI.</param>
/// <param name="Name">Name in the JSON of <c>plugin_get_fields</c>.</param>
/// <param name="ListingName">Name in <c>falco --list</c>.</param>
/// <param name="Noun">Name for people, with its article.</param>
/// <param name="Plural">Name for people of several values.</param>
/// <param name="Layout">How a value is laid out in memory.</param>
/// <param name="IsOrdered">Whether values compare with <c>&lt;</c> and <c>&gt;</c>.</param>
public sealed record FieldTypeInfo(FieldType Type, string Name, string ListingName, string Noun, string Plural, ValueLayout Layout, bool IsOrdered)
{
    /// <summary>Whether a value is a number or a boolean, rather than bytes.</summary>
    public bool IsNumeric => Layout is ValueLayout.Number or ValueLayout.Boolean;
}
