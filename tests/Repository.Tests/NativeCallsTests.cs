namespace Repository.Tests;

public sealed class NativeCallsTests
{
    [Fact]
    public void The_runner_calls_native_functions_in_its_Native_folder_only()
    {
        var runner = RepositoryFiles.PathOf("src", "K8sAudit.Runner");
        var files = Directory.EnumerateFiles(runner, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("[LibraryImport", StringComparison.Ordinal) || text.Contains("[DllImport", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(runner, file))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.StartsWith("Native/", file, StringComparison.Ordinal));
    }
}
