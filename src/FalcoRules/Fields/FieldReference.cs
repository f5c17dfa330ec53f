namespace FalcoRules.Fields;

/// <summary>A field with the argument that a condition or an output asks for it with.</summary>
/// <param name="Field">The field.</param>
/// <param name="Argument">The text in brackets, unquoted; null where there is none.</param>
public sealed record FieldReference(FieldDefinition Field, string? Argument)
{
    /// <summary>The argument as an index; 0 where it is none.</summary>
    public ulong Index { get; } = ulong.TryParse(Argument, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) ? index : 0;

    /// <summary>As it is written in an output: <c>name</c> or <c>name[argument]</c>.</summary>
    public override string ToString() => Argument is null ? Field.Name : $"{Field.Name}[{Argument}]";
}
