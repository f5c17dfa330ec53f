namespace Repository.Tests;

/// <summary>Inside a project, code refers only to types of its own folder and of folders below it, so that no two folders depend on each other.</summary>
public class NamespaceTests
{
    /// <summary>
    /// The folders of each project from bottom to top; <c>.</c> is the project's own folder. A folder inside another one is a row entry of its own, with its
    /// path.
    /// </summary>
    public static TheoryData<string, string[]> Layers { get; } = new()
    {
        { "FalcoPlugin.Abi", ["."] },
        { "FalcoPlugin.Json", ["."] },
        { "FalcoPlugin.Sdk", ["Native", "Memory", "Messages", ".", "Hosting"] },
        { "FalcoPlugin.Sdk.Generator", ["."] },
        { "FalcoPlugin.Testing", ["."] },
        {
            "FalcoRules",
            [
                "Native", "Text", "Fields", "Patterns", "Yaml", "Evaluation", "Formatting", ".", "Operators", "Syntax", "Binding", "Items",
                "Resolve", "Schemas", "Layout", "Compile", "Lints", "Descriptions", "Explanations", "Report", "Loading",
            ]
        },
        { "JsonFields.Plugin", ["."] },
        {
            "K8sAudit.Plugin",
            [
                "Native", "Memory", "Messages", "Configuration", "Fields/Objects", "Fields", "Events/Truncation", "Events/Wrappers", "Events",
                "Metrics", "Queue", "Sources", "Sources/Sorting", "Sources/Content", "Sources/Files", "Sources/Webhook/Memory", "Sources/Webhook/Access", "Sources/Webhook/Http", "Sources/Webhook", "Sources/Combined", "OpenParameters", ".",
            ]
        },
        {
            "K8sAudit.Runner",
            [
                "Native", "Messages", "Json", "Files", "AuditPolicies", "Logging", "Configuration/Tree", "Configuration/Keys", "Configuration", "EventFields", "Plugins", "Reports", "Rules",
                "Outputs", "Terminal", "Commands", "Engine", "Explain", "Demo", "RuleTests", "Schemas", "Metrics", "Web", "Lifecycle", "Doctor", ".",
            ]
        },
    };

    [Fact]
    public void Every_project_has_a_row() =>
        Assert.Equal(RepositoryFiles.ProjectsIn("src"), Layers.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_folder_depends_only_on_folders_below_it(string project, string[] layers)
    {
        var references = FolderReferences.Of(project);
        var unlisted = references.Folders.Except(layers);
        Assert.True(!unlisted.Any(), $"{project} has folders that this table does not name: {string.Join(", ", unlisted)}");
        Assert.Equal(layers.Order(), references.Folders.Order());

        var upwards = references.Edges.Where(edge => Array.IndexOf(layers, edge.To) > Array.IndexOf(layers, edge.From))
            .Select(edge => $"{edge.From} -> {edge.To}: {edge.Example}")
            .ToList();
        Assert.True(upwards.Count == 0, string.Join('\n', upwards));
    }
}
