using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Plugin.Native;

/// <summary>Replaces a file so that its old or its new content is complete on the disk at any time, after a power failure too.</summary>
internal static class DurableFile
{
    /// <summary>The suffix of a file that is being written and does not have its name yet.</summary>
    public const string NewSuffix = ".new";

    /// <summary>Writes the new content beside the file, and renames it when it is on the disk.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="sync">Flushes a file or directory to the disk; <c>fsync</c> by default.</param>
    /// <exception cref="IOException">It cannot be written; the old content is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">Permission is denied; the old content is unchanged.</exception>
    public static void Replace(string path, Action<Stream> write, Action<SafeFileHandle>? sync = null)
    {
        sync ??= RandomAccess.FlushToDisk;
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
#pragma warning disable CA1416 // The plugin is built for Linux alone.
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
#pragma warning restore CA1416
        };
        using (var stream = new FileStream(path + NewSuffix, options))
        {
            write(stream);
            stream.Flush();
            sync(stream.SafeFileHandle);
        }

        File.Move(path + NewSuffix, path, overwrite: true);
        using var directory = Posix.Open(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        sync(directory);
    }
}
