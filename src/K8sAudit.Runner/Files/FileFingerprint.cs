using System.Security.Cryptography;
using System.Text;
using K8sAudit.Runner.Native;

namespace K8sAudit.Runner.Files;

/// <summary>Detects whether the content of files has changed. A pipe can be read only once, so it is never read here.</summary>
internal static class FileFingerprint
{
    // Rules files are the largest; see YamlLimits.
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>A text that is equal for equal names and contents of files, and of the files in directories. What cannot be read counts as empty.</summary>
    public static string Of(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in paths.SelectMany(FilesOf))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(ContentHash(file));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The file itself, or the files in a directory in the order of their names; none where the directory cannot be read.</summary>
    public static IEnumerable<string> FilesOf(string path)
    {
        try
        {
            return Directory.Exists(path) ? [.. Directory.GetFiles(path).Order(StringComparer.Ordinal)] : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a file still contains that text. True for a pipe.</summary>
    public static bool IsUnchanged(string file, string text)
    {
        try
        {
            return IsPipe(file) || File.ReadAllText(file) == text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file can be read only once.</summary>
    public static bool IsPipe(string file) => FileStamp.Of(file) is { IsRegular: false };

    private static byte[] ContentHash(string file)
    {
        try
        {
            // Opening a pipe would wait for its writer.
            if (IsPipe(file))
            {
                return [];
            }

            // A file that is larger than any that is used is not read, nor one without a size, such as those of /proc.
            using var stream = File.OpenRead(file);
            return stream.Length switch
            {
                0 => [],
                > MaxBytes => Encoding.UTF8.GetBytes($"{stream.Length} {File.GetLastWriteTimeUtc(file).Ticks}"),
                _ => SHA256.HashData(stream),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
