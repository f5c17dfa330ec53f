using System.Xml.Linq;

namespace Repository.Tests;

public class DependencyTests
{
    [Theory]
    [InlineData("FalcoPlugin.Abi", "")]
    [InlineData("FalcoPlugin.Sdk", "FalcoPlugin.Abi")]
    [InlineData("FalcoPlugin.Sdk.Generator", "")]
    [InlineData("FalcoPlugin.Json", "FalcoPlugin.Sdk")]
    [InlineData("FalcoRules", "FalcoPlugin.Abi")]
    [InlineData("K8sAudit.Plugin", "FalcoPlugin.Json FalcoPlugin.Sdk FalcoPlugin.Sdk.Generator")]
    [InlineData("JsonFields.Plugin", "FalcoPlugin.Json FalcoPlugin.Sdk FalcoPlugin.Sdk.Generator")]
    [InlineData("K8sAudit.Runner", "FalcoPlugin.Abi FalcoRules")]
    public void A_room_depends_on_what_is_below_it_alone(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(' ', References(project)));

    [Fact]
    public void Every_room_is_in_the_table_above()
    {
        var rooms = Directory.EnumerateDirectories(RepositoryFiles.PathOf("src")).Select(Path.GetFileName);
        var rows = typeof(DependencyTests).GetMethod(nameof(A_room_depends_on_what_is_below_it_alone))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(row => (string)((InlineDataAttribute)row).Data[0]!);
        Assert.Equal(rooms.Order(), rows.Order());
    }

    private static IEnumerable<string> References(string project)
    {
        var file = RepositoryFiles.PathOf("src", project, project + ".csproj");
        return ProjectFiles(file)
            .SelectMany(path => XDocument.Load(path).Descendants("ProjectReference"))
            // Restored only: the program loads the plugins as files.
            .Where(reference => (string?)reference.Attribute("BuildReference") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> ProjectFiles(string file) =>
        XDocument.Load(file).Descendants("Import")
            .Select(import => Path.GetFullPath((string)import.Attribute("Project")!, Path.GetDirectoryName(file)!))
            .Prepend(file);
}
