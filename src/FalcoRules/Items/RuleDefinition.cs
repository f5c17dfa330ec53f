using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>A rule as all files together define it.</summary>
internal sealed class RuleDefinition(string name, SourceSpan place) : Definition(name, place)
{
    /// <summary>The event source.</summary>
    public required string Source { get; init; }

    /// <summary>Where the source is named; the rule's name where it is not.</summary>
    public required SourceSpan SourcePlace { get; init; }

    /// <summary>The condition, what was appended included, without exceptions.</summary>
    public required AppendedText Condition { get; set; }

    /// <summary>The output, what was appended included.</summary>
    public required AppendedText Output { get; set; }

    /// <summary>The description.</summary>
    public required AppendedText Description { get; set; }

    /// <summary>How serious it is.</summary>
    public required Priority Priority { get; set; }

    /// <summary>Its tags, sorted and each once.</summary>
    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What it lets pass.</summary>
    public List<ExceptionDefinition> Exceptions { get; set; } = [];

    /// <summary>Whether it takes part; true by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether a field that does not exist only skips the rule; false by default.</summary>
    public bool SkipIfUnknownFilter { get; set; }

    /// <summary>Whether Falco records what follows an alert; false by default. Nothing is recorded here.</summary>
    public bool Capture { get; set; }

    /// <summary>For how many milliseconds it does so; 0, the default, is as long as its configuration says.</summary>
    public uint CaptureDuration { get; set; }
}
