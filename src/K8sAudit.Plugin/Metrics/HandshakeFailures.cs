namespace K8sAudit.Plugin.Metrics;

/// <summary>The table of failures of TLS handshakes: the name in metrics, and the description in their documentation.</summary>
internal static class HandshakeFailures
{
    private static readonly (HandshakeFailure Failure, string Name, string Description)[] _table =
    [
        (HandshakeFailure.NotTls, "not_tls", "the client sent something else than TLS, such as plain HTTP"),
        (HandshakeFailure.NoCertificate, "no_certificate", "the client has no certificate, and `clientCA` requires one"),
        (HandshakeFailure.BadCertificate, "bad_certificate", "the client's certificate is not valid, or has none of the `clientNames`"),
        (HandshakeFailure.Aborted, "aborted", "the client closed the connection; it may not trust the certificate"),
        (HandshakeFailure.TimedOut, "timed_out", "it took longer than `headerTimeout`"),
        (HandshakeFailure.Failed, "protocol", "any other reason, such as different versions of TLS, or a certificate that the client refuses"),
    ];

    /// <summary>All failures, in the order of their values.</summary>
    public static IEnumerable<HandshakeFailure> All => _table.Select(row => row.Failure);

    public static string Name(HandshakeFailure failure) => _table[(int)failure].Name;

    public static string Description(HandshakeFailure failure) => _table[(int)failure].Description;
}
