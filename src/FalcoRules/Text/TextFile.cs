using System.Text;
using FalcoRules.Native;

namespace FalcoRules.Text;

/// <summary>
/// Reads UTF-8 text files of bounded size. Named pipes and devices are not read, because they may block or never end; what the caller opened is: descriptors
/// such as <c>/dev/stdin</c> (a shell gives <c>/dev/fd/63</c> for <c>&lt;(command)</c>), and <c>/dev/null</c>.
/// </summary>
public static class TextFile
{
    private static readonly string[] _opened = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/", "/dev/null"];

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads a file as UTF-8, without its byte order mark. Reading stops at the limit.
    /// </summary>
    /// <param name="path">Path of the file; also the name of the text in diagnostics.</param>
    /// <param name="maxBytes">Maximum size of the file in bytes.</param>
    /// <param name="diagnostics">Gets an error (<c>LOAD_ERR_FILE_READ</c>) if the file is missing, unreadable, no regular file, too large or not UTF-8.</param>
    /// <returns>The text; null if there was an error.</returns>
    public static SourceText? Read(string path, int maxBytes, ICollection<Diagnostic> diagnostics) =>
        Attempt(path, () => new SourceText(path, ReadText(path, maxBytes)), diagnostics);

    /// <summary>Reads a file as UTF-8, without its byte order mark.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maxBytes">Maximum size of the file in bytes.</param>
    /// <exception cref="IOException">The file is missing, unreadable, no regular file, too large or not UTF-8.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    public static string ReadText(string path, int maxBytes) => Decode(ReadBytes(path, maxBytes));

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maxBytes">Maximum size of the file in bytes.</param>
    /// <exception cref="IOException">The file is missing, unreadable, no regular file, or too large.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied.</exception>
    public static byte[] ReadBytes(string path, int maxBytes)
    {
        if (SpecialFiles.KindOf(path) is { } kind && !Array.Exists(_opened, prefix => path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            throw new IOException(TextFileMessages.NotRegular(kind));
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > maxBytes)
            {
                throw new IOException(TextFileMessages.TooLarge(maxBytes));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Runs an operation that reads a file or directory, and converts its exceptions into a diagnostic.</summary>
    internal static T? Attempt<T>(string path, Func<T> read, ICollection<Diagnostic> diagnostics) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException
            or NotSupportedException)
        {
            diagnostics.AddError(DiagnosticCodes.FileRead, new SourceSpan(new SourceText(path, ""), new TextSpan(0, 0)), TextFileMessages.CannotRead(error));
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            throw new IOException(TextFileMessages.Utf16);
        }

        var mark = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            return _strictUtf8.GetString(bytes[mark..]);
        }
        catch (DecoderFallbackException error)
        {
            throw new IOException(TextFileMessages.NotUtf8(mark + error.Index, error.BytesUnknown is [var first, ..] ? first : bytes[mark + error.Index]));
        }
    }
}
