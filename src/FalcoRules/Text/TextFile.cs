using System.Text;

namespace FalcoRules.Text;

/// <summary>Reads UTF-8 text files of bounded size.</summary>
public static class TextFile
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads a file as UTF-8, without its byte order mark. Reads at most one byte more than the limit, so that reading an endless device stops.
    /// </summary>
    /// <param name="path">Path of the file; also the name of the text in diagnostics.</param>
    /// <param name="maxBytes">Maximum size of the file in bytes.</param>
    /// <param name="diagnostics">Gets an error (<c>LOAD_ERR_FILE_READ</c>) if the file is missing, unreadable, too large or not UTF-8.</param>
    /// <returns>The text; null if there was an error.</returns>
    public static SourceText? Read(string path, int maxBytes, ICollection<Diagnostic> diagnostics) =>
        Attempt(path, () => new SourceText(path, Decode(ReadBytes(path, maxBytes))), diagnostics);

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

    private static byte[] ReadBytes(string path, int maxBytes)
    {
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
