namespace K8sAudit.Plugin.Metrics;

/// <summary>Why a TLS handshake fails.</summary>
internal enum HandshakeFailure
{
    NotTls,
    NoCertificate,
    BadCertificate,
    Aborted,
    TimedOut,
    Failed,
}
