using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>The merged definition of a rule.</summary>
internal sealed class RuleDefinition(string name, SourceSpan location) : Definition(name, location)
{
    /// <summary>The event source.</summary>
    public required string Source { get; init; }

    /// <summary>The location of the source; that of the rule's name if the rule has no source.</summary>
    public required SourceSpan SourcePlace { get; init; }

    /// <summary>The condition, including appended text, without exceptions.</summary>
    public required AppendedText Condition { get; set; }

    /// <summary>The output, including appended text.</summary>
    public required AppendedText Output { get; set; }

    /// <summary>The description.</summary>
    public required AppendedText Description { get; set; }

    /// <summary>The priority.</summary>
    public required Priority Priority { get; set; }

    /// <summary>Its tags, sorted and unique.</summary>
    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Its exceptions.</summary>
    public List<ExceptionDefinition> Exceptions { get; set; } = [];

    /// <summary>Whether it is enabled; true by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether an unknown field skips the rule instead of being an error; false by default.</summary>
    public bool SkipIfUnknownFilter { get; set; }

    /// <summary>Whether Falco captures system calls after an alert; false by default. Not used here.</summary>
    public bool Capture { get; set; }

    /// <summary>The duration of the capture in milliseconds; 0, the default, is the duration in Falco's configuration.</summary>
    public uint CaptureDuration { get; set; }
}
