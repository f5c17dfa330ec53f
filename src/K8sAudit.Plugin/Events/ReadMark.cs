namespace K8sAudit.Plugin.Events;

/// <summary>A state of <see cref="ReadResult"/>, to which it can be rolled back.</summary>
internal struct ReadMark
{
    public int Events;
    public bool HasMore;
    public long EventBytes;
    public int Truncated;
    public int TruncatedBytes;
    public int Offsets;
    public int Rejections;
    public RejectionCounts Rejected;
    public OtherCounts Others;
    public bool IsIncomplete;
}
