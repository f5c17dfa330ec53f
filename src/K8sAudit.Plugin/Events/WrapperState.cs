using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>What a reader remembers about the wrappers of its texts.</summary>
internal sealed class WrapperState
{
    /// <summary>The wrappers around what is read at the moment.</summary>
    public WrapperFacts Facts { get; } = new();

    /// <summary>The row of <see cref="JsonWrappers"/> that matched last, and is tried first.</summary>
    public int LastWrapper { get; set; }

    /// <summary>The same of <see cref="LinePrefixes"/>.</summary>
    public int LastPrefix { get; set; }

    /// <summary>The column of comma-separated values that holds events; negative if there is none.</summary>
    public int CsvColumn { get; set; } = -1;

    /// <summary>The parts of a line of a container's standard output.</summary>
    public LineParts Output { get; } = new();

    /// <summary>The same of its standard error.</summary>
    public LineParts Error { get; } = new();

    /// <summary>Whether the last text ended in a part of a line.</summary>
    public bool HasParts => Output.HasParts || Error.HasParts;

    /// <summary>Forgets what belongs to one source.</summary>
    public void Clear()
    {
        CsvColumn = -1;
        Output.Clear();
        Error.Clear();
    }
}
