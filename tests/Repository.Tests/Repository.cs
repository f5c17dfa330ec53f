using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Repository.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The name of the assembly that a project makes.</summary>
    public static string AssemblyNameOf(string project) =>
        (string?)XDocument.Load(PathOf("src", project, project + ".csproj")).Descendants("AssemblyName").FirstOrDefault() ?? project;

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
