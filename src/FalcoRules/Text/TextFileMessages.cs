namespace FalcoRules.Text;

/// <summary>All messages about files that cannot be read.</summary>
internal static class TextFileMessages
{
    public const string Utf16 = "the file is in UTF-16 (it starts with a UTF-16 byte order mark), expected UTF-8: save it as UTF-8";

    public static string TooLarge(int maxBytes) => $"the file has more than {maxBytes} bytes, which is the maximum";

    public static string NotRegular(string kind) => $"it is {kind}, expected a regular file";

    public static string NotUtf8(int offset, byte value) => $"the file is not valid UTF-8: unexpected byte 0x{value:X2} at offset {offset}";

    public static string CannotRead(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "There is no such file or directory.",
        UnauthorizedAccessException => "Permission denied: check the permissions, and that it is a file or a directory.",
        _ => $"It cannot be read: {error.Message.TrimEnd('.')}.",
    };
}
