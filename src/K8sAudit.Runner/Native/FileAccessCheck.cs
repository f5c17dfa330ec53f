namespace K8sAudit.Runner.Native;

/// <summary>What the user may do with a file (<c>access(2)</c>).</summary>
internal static class FileAccessCheck
{
    private const int Write = 2;

    /// <summary>Whether a file can be written, or files can be created in a directory.</summary>
    public static bool IsWritable(string path) => LibC.Access(path, Write) == 0;
}
