using FalcoPlugin.Abi;
using FalcoRules.Fields;

namespace K8sAudit.Runner.EventFields;

/// <summary>Reads a text from an event; empty stands for no value.</summary>
internal delegate ReadOnlySpan<byte> ReadText(CurrentEvent current);

/// <summary>A field of every event that the host knows without a plugin. It is a number or a text: exactly one of the two readers is set.</summary>
internal sealed record HostField(string Name, FieldType Type, string Description)
{
    public Func<CurrentEvent, ulong>? Number { get; init; }

    public ReadText? Text { get; init; }

    /// <summary>The minimum number of digits of a number as text; 1 by default.</summary>
    public int MinimumDigits { get; init; } = 1;

    /// <summary>The field that JSON alerts show instead; null for this one. Falco shows nanoseconds for times that are text.</summary>
    public string? JsonField { get; init; }

    /// <summary>Whether it is suggested for the output of alerts.</summary>
    public bool AddOutput { get; init; }

    /// <summary>The field as rules see it.</summary>
    public FieldDefinition ToDefinition() => new(Name, Type, Description, HostFields.Provider)
    {
        AddOutput = AddOutput,
        MinimumDigits = MinimumDigits,
        JsonField = JsonField,
        Handle = this,
    };
}
