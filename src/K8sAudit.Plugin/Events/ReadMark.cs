namespace K8sAudit.Plugin.Events;

/// <summary>
/// A state of <see cref="ReadResult"/>, to which it can be rolled back. It is copied several times for each event, and a struct of more than 64 bytes is copied
/// by a call.
/// </summary>
internal struct ReadMark
{
    public int Events;
    public bool HasMore;
    public bool IsIncomplete;
    public long EventBytes;
    public int Truncated;
    public int TruncatedBytes;
    public int Offsets;
    public int Rejections;
    public RejectionCounts Rejected;
    public OtherCounts Others;
}
