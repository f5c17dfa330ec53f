using System.Security.Cryptography;
using System.Text;

namespace K8sAudit.Runner.Detection;

/// <summary>A file that is in use, and the SHA-256 of what it said when it was read.</summary>
internal sealed record LoadedFile(string Name, string Sha256)
{
    public static LoadedFile Of(string path, string text) => new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
