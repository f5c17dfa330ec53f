using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Testing;

/// <summary>The checkout from which the tests were built.</summary>
public static class RepositoryFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>The full path of a file or folder, given relative to <see cref="Root"/>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The names of the projects in a folder of the repository, such as <c>src</c>.</summary>
    public static IReadOnlyList<string> ProjectsIn(string folder) =>
        [
            .. Directory.EnumerateFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The name of the assembly that a project makes.</summary>
    public static string AssemblyNameOf(string project) =>
        (string?)XDocument.Load(PathOf("src", project, project + ".csproj")).Descendants("AssemblyName").FirstOrDefault() ?? project;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
