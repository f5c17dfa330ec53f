namespace FalcoRules;

/// <summary>An entry that is added to <c>output_fields</c> (an item of <c>extra_fields</c> in falco.yaml).</summary>
/// <param name="Name">Its key; without a format, also the name of its field.</param>
/// <param name="Format">An output format; null for the field with that name and its type.</param>
public sealed record ExtraField(string Name, string? Format = null);
