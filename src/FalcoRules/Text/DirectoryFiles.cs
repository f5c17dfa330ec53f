namespace FalcoRules.Text;

/// <summary>The files of a directory that is configured instead of files.</summary>
public static class DirectoryFiles
{
    /// <summary>
    /// Lists the files directly in a directory, ordered by name (ordinal). A symbolic link counts as the file it points to; a link without a target, such as
    /// editors create beside an open file, is left out (Falco's <c>configuration.cpp</c> keeps regular files only).
    /// </summary>
    /// <param name="directory">Path of the directory; the returned paths start with it.</param>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public static string[] List(string directory) => [.. Directory.GetFiles(directory).Where(HasTarget).Order(StringComparer.Ordinal)];

    private static bool HasTarget(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true) is not { Exists: false };
}
