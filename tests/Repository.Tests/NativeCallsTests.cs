namespace Repository.Tests;

public sealed class NativeCallsTests
{
    [Theory]
    [InlineData("FalcoRules")]
    [InlineData("K8sAudit.Plugin")]
    [InlineData("K8sAudit.Runner")]
    public void A_project_calls_native_functions_in_its_Native_folder_only(string project)
    {
        var root = RepositoryFiles.PathOf("src", project);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                File.ReadAllText(file) is var text
                    && (text.Contains("[LibraryImport", StringComparison.Ordinal) || text.Contains("[DllImport", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.StartsWith("Native/", file, StringComparison.Ordinal));
    }
}
