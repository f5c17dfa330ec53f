using K8sAudit.Plugin.Events.Wrappers;

namespace K8sAudit.Plugin.Events;

/// <summary>What a reader remembers about the wrappers of its texts.</summary>
internal sealed class WrapperState
{
    // How often all bytes of a text may be read as payloads.
    private const int MaxAttempts = 32;
    private const int MinAttempts = 64 * 1024;

    private long _attempts;

    /// <summary>The wrappers around what is read at the moment.</summary>
    public WrapperFacts Facts { get; } = new();

    /// <summary>The row of <see cref="JsonWrappers"/> that matched last, and is tried first.</summary>
    public int LastWrapper { get; set; }

    /// <summary>The same of <see cref="LinePrefixes"/>.</summary>
    public int LastPrefix { get; set; }

    /// <summary>The header of comma-separated values; null if there is none.</summary>
    public CsvHeader? Csv { get; set; }

    /// <summary>Whether a document in YAML may begin: at the start, and after a separator or another document.</summary>
    public bool MayBeginYaml
    {
        get;
        set => field = value && ReadsYaml;
    }

    /// <summary>Whether documents in YAML are read.</summary>
    public bool ReadsYaml { get; init; }

    /// <summary>The parts of a line of a container's standard output.</summary>
    public LineParts Output { get; } = new();

    /// <summary>The same of its standard error.</summary>
    public LineParts Error { get; } = new();

    /// <summary>The parts of a line of standard output that are in objects of their own.</summary>
    public LineParts SplitOutput { get; } = new();

    /// <summary>The same of standard error.</summary>
    public LineParts SplitError { get; } = new();

    /// <summary>Whether the last text ended in a part of a line.</summary>
    public bool HasParts => PartsLength > 0;

    /// <summary>The length of all parts that wait for the next ones, in bytes.</summary>
    public int PartsLength => Output.Bytes.Length + Error.Bytes.Length + SplitOutput.Bytes.Length + SplitError.Bytes.Length;

    /// <summary>Whether parts that wait for the next ones may be parts of an audit event.</summary>
    public bool PartsClaimToBeAudit =>
        AuditMarks.OccurIn(Output.Bytes) || AuditMarks.OccurIn(Error.Bytes) || AuditMarks.OccurIn(SplitOutput.Bytes) || AuditMarks.OccurIn(SplitError.Bytes);

    /// <summary>To how many bytes compressed payloads of the text have expanded.</summary>
    public long Expanded { get; private set; }

    /// <summary>Begins a text.</summary>
    /// <param name="length">Its length in bytes.</param>
    public void BeginText(int length)
    {
        Expanded = 0;
        _attempts = MinAttempts + (long)length * MaxAttempts;
    }

    /// <summary>A payload has expanded to further text.</summary>
    /// <param name="length">Its length in bytes.</param>
    public void Expand(int length)
    {
        Expanded += length;
        _attempts += (long)length * MaxAttempts;
    }

    /// <summary>
    /// Whether a value may be read as the payload of a wrapper. The same bytes may be the payload of several wrappers, one in another: without a limit the time
    /// would grow exponentially with their number.
    /// </summary>
    /// <param name="length">The length of the value, in bytes.</param>
    public bool TrySpend(int length)
    {
        _attempts -= length;
        return _attempts >= 0;
    }

    /// <summary>Forgets what belongs to one source.</summary>
    public void Clear()
    {
        (LastWrapper, LastPrefix, Csv) = (0, 0, null);
        MayBeginYaml = true;
        Output.Clear();
        Error.Clear();
        SplitOutput.Clear();
        SplitError.Clear();
    }
}
