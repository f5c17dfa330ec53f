using System.Xml.Linq;

namespace Repository.Tests;

public class DependencyTests
{
    [Theory]
    [InlineData("FalcoPlugin.Abi", "")]
    [InlineData("FalcoPlugin.Sdk", "FalcoPlugin.Abi")]
    [InlineData("FalcoPlugin.Sdk.Generator", "")]
    [InlineData("FalcoPlugin.Testing", "FalcoPlugin.Sdk")]
    [InlineData("FalcoPlugin.Json", "FalcoPlugin.Sdk")]
    [InlineData("FalcoRules", "FalcoPlugin.Abi")]
    [InlineData("K8sAudit.Plugin", "FalcoPlugin.Json FalcoPlugin.Sdk FalcoPlugin.Sdk.Generator")]
    [InlineData("JsonFields.Plugin", "FalcoPlugin.Json FalcoPlugin.Sdk FalcoPlugin.Sdk.Generator")]
    [InlineData("K8sAudit.Runner", "FalcoPlugin.Abi FalcoRules")]
    public void A_project_depends_only_on_projects_below_it(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(' ', References(project)));

    [Fact]
    public void Every_project_has_a_row()
    {
        var rows = typeof(DependencyTests).GetMethod(nameof(A_project_depends_only_on_projects_below_it))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(row => (string)((InlineDataAttribute)row).Data[0]!);
        Assert.Equal(RepositoryFiles.ProjectsIn("src"), rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> References(string project)
    {
        var file = RepositoryFiles.PathOf("src", project, project + ".csproj");
        return ProjectFiles(file)
            .SelectMany(path => XDocument.Load(path).Descendants("ProjectReference"))
            // References that are only restored: the program loads the plugins as files.
            .Where(reference => (string?)reference.Attribute("BuildReference") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> ProjectFiles(string file) =>
        XDocument.Load(file).Descendants("Import")
            .Select(import => Path.GetFullPath((string)import.Attribute("Project")!, Path.GetDirectoryName(file)!))
            .Prepend(file);
}
