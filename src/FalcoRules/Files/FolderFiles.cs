namespace FalcoRules.Files;

/// <summary>What counts as the files of a directory that is named instead of files.</summary>
public static class FolderFiles
{
    /// <summary>
    /// The files directly in a directory, in the order of their names. A symbolic link is the file behind it; one to nothing, such as editors make beside
    /// a file that is open in them, is none (Falco's <c>configuration.cpp</c> takes regular files).
    /// </summary>
    /// <param name="directory">Its path, which those of the files begin with.</param>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public static string[] In(string directory) => [.. Directory.GetFiles(directory).Where(IsThere).Order(StringComparer.Ordinal)];

    private static bool IsThere(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true) is not { Exists: false };
}
