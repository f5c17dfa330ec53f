using FalcoRules.Fields;

namespace K8sAudit.Runner.EventFields;

/// <summary>Makes a text of an event; empty is "no value".</summary>
internal delegate ReadOnlySpan<byte> TextOfEvent(CurrentEvent current);

/// <summary>A field that the host itself knows of every event. It is a number or a text, so one of the two readers is there.</summary>
internal sealed record HostField(string Name, FieldType Type, string Description)
{
    public Func<CurrentEvent, ulong>? Number { get; init; }

    public TextOfEvent? Text { get; init; }

    /// <summary>Whether JSON shows the event's timestamp as a number in its place, as Falco does for the fields that are times as text.</summary>
    public bool IsTimeText { get; init; }

    /// <summary>The field as rules see it.</summary>
    public FieldDefinition ToDefinition() => new(Name, Type, Description, HostFields.Provider) { Handle = this };
}
