using Microsoft.Win32.SafeHandles;

namespace K8sAudit.Runner.Plugins;

/// <summary>
/// The file of a library as it was loaded. It is kept open, so that the file that takes its place can be compared with it; a hash would be cheaper to keep,
/// but more expensive at every start.
/// </summary>
internal sealed class LibraryFile : IDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly (long Length, DateTime Written) _stamp;

    private LibraryFile(string path, SafeFileHandle file) => (_path, _file, _stamp) = (path, file, Stamp(file));

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static LibraryFile Open(string path) => new(path, OpenFile(path));

    /// <summary>Whether it is still what stands at its path: the same bytes, not written to since.</summary>
    public bool IsCurrent()
    {
        try
        {
            using var now = OpenFile(_path);
            return Stamp(now) == _stamp && HasBytesOf(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle OpenFile(string path) => File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);

    private static (long Length, DateTime Written) Stamp(SafeFileHandle file) => (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    private bool HasBytesOf(SafeFileHandle other)
    {
        Span<byte> piece = new byte[PieceSize];
        Span<byte> otherPiece = new byte[PieceSize];
        for (long offset = 0; offset < _stamp.Length; offset += PieceSize)
        {
            var length = RandomAccess.Read(_file, piece, offset);
            if (!piece[..length].SequenceEqual(otherPiece[..RandomAccess.Read(other, otherPiece, offset)]))
            {
                return false;
            }
        }

        return true;
    }
}
