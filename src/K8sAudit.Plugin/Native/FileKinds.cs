namespace K8sAudit.Plugin.Native;

/// <summary>What messages call the kinds of files.</summary>
internal static class FileKinds
{
    public static string Name(FileKind? kind) => kind switch
    {
        FileKind.Regular => "a regular file",
        FileKind.Directory => "a directory",
        FileKind.Fifo => "a named pipe",
        FileKind.Socket => "a socket",
        FileKind.CharacterDevice or FileKind.BlockDevice => "a device",
        _ => "not a file",
    };
}
