using FalcoPlugin.Abi;

namespace FalcoRules.Fields;

/// <summary>A field that conditions and outputs can use.</summary>
/// <param name="Name">The name, <c>prefix.word</c>.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Description">The description shown in listings.</param>
/// <param name="Provider">The name of the plugin or host that extracts it, for messages and listings.</param>
public sealed record FieldDefinition(string Name, FieldType Type, string Description, string Provider)
{
    /// <summary>Whether it has a list of values; false by default.</summary>
    public bool IsList { get; init; }

    /// <summary>The argument that it accepts in brackets; none by default.</summary>
    public FieldArgumentKind Argument { get; init; }

    /// <summary>Whether the plugin suggests it for the outputs of all rules of its source; false by default.</summary>
    public bool AddOutput { get; init; }

    /// <summary>
    /// Minimum number of digits of a number as text, padded with zeros; 1 by default (Falco writes <c>evt.rawtime.ns</c> and <c>evt.reltime</c> with 9).
    /// </summary>
    public int MinimumDigits { get; init; } = 1;

    /// <summary>
    /// The field whose value JSON shows instead of this one's; null for its own (Falco shows the nanoseconds of <c>evt.rawtime</c> for <c>evt.time</c>).
    /// </summary>
    public string? JsonField { get; init; }

    /// <summary>The provider's own handle to the field (a plugin's field number, for example); not used here.</summary>
    public object? Handle { get; init; }
}
