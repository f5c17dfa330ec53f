namespace FalcoRules.Fields;

/// <summary>A field with its argument in a condition or an output.</summary>
/// <param name="Field">The field.</param>
/// <param name="Argument">The text in brackets, unquoted; null if there is none.</param>
public sealed record FieldReference(FieldDefinition Field, string? Argument)
{
    /// <summary>The argument as an index; 0 if it is not an index.</summary>
    public ulong Index { get; } = ulong.TryParse(
        Argument,
        System.Globalization.NumberStyles.None,
        System.Globalization.CultureInfo.InvariantCulture,
        out var index)
        ? index
        : 0;

    /// <summary>As it is written in an output: <c>name</c> or <c>name[argument]</c>.</summary>
    public override string ToString() => Argument is null ? Field.Name : $"{Field.Name}[{Argument}]";
}
