using System.Text;
using FalcoRules.Text;

namespace K8sAudit.Runner.Files;

/// <summary>Reads certificates and keys in PEM format.</summary>
internal static class PemFile
{
    // The bundle of all public authorities has a quarter of it.
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The text of a file. What is between certificates may be in any encoding.</summary>
    /// <exception cref="IOException">It is missing, too large or not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    public static string Read(string path) => Encoding.UTF8.GetString(TextFile.ReadBytes(path, MaxBytes));
}
