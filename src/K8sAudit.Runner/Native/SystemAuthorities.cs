using System.Collections.Immutable;

namespace K8sAudit.Runner.Native;

/// <summary>
/// The certificate authorities that the host trusts, for all TLS clients of the process. OpenSSL is linked into the program and looks where Debian has them;
/// its variables <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> name another location.
/// </summary>
internal static class SystemAuthorities
{
    /// <summary>Where distributions have all authorities in one file, as in Go (<c>crypto/x509/root_linux.go</c>).</summary>
    public static ImmutableArray<string> Bundles { get; } =
    [
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Arch, Gentoo
        "/etc/pki/tls/certs/ca-bundle.crt", // RHEL, Fedora, Amazon Linux
        "/etc/ssl/ca-bundle.pem", // SUSE
        "/etc/pki/tls/cacert.pem", // OpenELEC
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL 7 and newer
        "/etc/ssl/cert.pem", // Alpine
    ];

    /// <summary>Where distributions have a file for each authority.</summary>
    public static ImmutableArray<string> Folders { get; } = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    /// <summary>
    /// Sets each of the variables that is not set: to the first bundle that exists, and to all folders that exist. To be called before the first TLS
    /// connection and before other threads start, since the C library does not synchronize its environment.
    /// </summary>
    public static void Locate()
    {
        // .NET copies the environment once; programs that are started get this copy, without the variables set here.
        _ = Environment.GetEnvironmentVariables();
        Set("SSL_CERT_FILE", Bundles.FirstOrDefault(File.Exists));
        Set("SSL_CERT_DIR", string.Join(Path.PathSeparator, Folders.Where(Directory.Exists)));
    }

    private static void Set(string variable, string? location)
    {
        if (!string.IsNullOrEmpty(location))
        {
            _ = LibC.SetEnvironment(variable, location, overwrite: 0);
        }
    }
}
