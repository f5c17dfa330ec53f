namespace FalcoRules;

/// <summary>An entry that is added to <c>output_fields</c> (an item of <c>extra_fields</c> in falco.yaml).</summary>
/// <param name="Name">Its key; without a format also the field that it shows.</param>
/// <param name="Format">An output format whose text it shows; null for the field of that name with its type.</param>
public sealed record ExtraField(string Name, string? Format = null);
