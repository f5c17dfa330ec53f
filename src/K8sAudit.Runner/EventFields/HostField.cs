using FalcoRules.Fields;

namespace K8sAudit.Runner.EventFields;

/// <summary>Makes a text of an event; empty is "no value".</summary>
internal delegate ReadOnlySpan<byte> TextOfEvent(CurrentEvent current);

/// <summary>A field that the host itself knows of every event. It is a number or a text, so one of the two readers is there.</summary>
internal sealed record HostField(string Name, FieldType Type, string Description)
{
    public Func<CurrentEvent, ulong>? Number { get; init; }

    public TextOfEvent? Text { get; init; }

    /// <summary>Fewest digits of a number as text; 1 by default.</summary>
    public int MinimumDigits { get; init; } = 1;

    /// <summary>The field that JSON shows in its place; null for itself. Falco shows nanoseconds for the fields that are times as text.</summary>
    public string? JsonField { get; init; }

    /// <summary>Whether alerts should show it without being asked.</summary>
    public bool AddOutput { get; init; }

    /// <summary>The field as rules see it.</summary>
    public FieldDefinition ToDefinition() => new(Name, Type, Description, HostFields.Provider) { AddOutput = AddOutput, MinimumDigits = MinimumDigits, JsonField = JsonField, Handle = this };
}
