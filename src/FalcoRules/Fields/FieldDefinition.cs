using FalcoPlugin.Abi;

namespace FalcoRules.Fields;

/// <summary>A field that conditions and outputs may name.</summary>
/// <param name="Name">The name, <c>prefix.word</c>.</param>
/// <param name="Type">The type of each value.</param>
/// <param name="Description">What it is, for listings.</param>
/// <param name="Provider">Who reads it: a plugin's name, or the host's own. For messages and listings.</param>
public sealed record FieldDefinition(string Name, FieldType Type, string Description, string Provider)
{
    /// <summary>Whether it has a list of values; false by default.</summary>
    public bool IsList { get; init; }

    /// <summary>What it takes in brackets; nothing by default.</summary>
    public FieldArgumentKind Argument { get; init; }

    /// <summary>Whether alerts of its source should show it without being asked; false by default.</summary>
    public bool AddOutput { get; init; }

    /// <summary>Fewest digits of a number as text, zeros put before it; 1 by default (Falco writes <c>evt.rawtime.ns</c> and <c>evt.reltime</c> with 9).</summary>
    public int MinimumDigits { get; init; } = 1;

    /// <summary>The field whose value JSON shows in place of this one's; null for its own (Falco shows the nanoseconds of <c>evt.rawtime</c> for <c>evt.time</c>).</summary>
    public string? JsonField { get; init; }

    /// <summary>The reader's own handle to the field (a plugin's field number, say); nothing here looks at it.</summary>
    public object? Handle { get; init; }
}
