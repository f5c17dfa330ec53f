namespace K8sAudit.Plugin.Events;

/// <summary>The table of rejection reasons: the name in metrics and logs, and the explanation in messages.</summary>
internal static class RejectionReasons
{
    private static readonly (RejectionReason Reason, string Name, string Text)[] _table =
    [
        (RejectionReason.InvalidJson, "invalid_json", "it is not valid JSON"),
        (RejectionReason.Incomplete, "incomplete", "the JSON ends before its value does; a line of a file must hold complete JSON documents"),
        (RejectionReason.NotAnEvent,
            "not_an_event",
            "data not recognized as a k8s audit event: neither an audit event (kind Event, or an auditID) nor an EventList"),
        (RejectionReason.TooLarge,
            "too_large",
            "it is larger than the limit and cannot be truncated that far; raise maxEventSize, or webhookMaxBatchSize if it is larger than that"),
    ];

    /// <summary>All reasons, in the order of their values.</summary>
    public static IEnumerable<RejectionReason> All => _table.Select(row => row.Reason);

    public static string Name(RejectionReason reason) => _table[(int)reason].Name;

    public static string Text(RejectionReason reason) => _table[(int)reason].Text;
}
