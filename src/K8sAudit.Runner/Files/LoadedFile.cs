using System.Security.Cryptography;
using System.Text;

namespace K8sAudit.Runner.Files;

/// <summary>A file that is in use: its name without the directory, and the SHA-256 of the text that was read from it.</summary>
internal sealed record LoadedFile(string Name, string Sha256)
{
    public static LoadedFile Of(string path, string text) =>
        new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
