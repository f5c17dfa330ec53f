namespace Deploy.Tests;

/// <summary>Programs and data that are not part of the repository: <c>eng/deploy-tools</c> installs them.</summary>
internal static class Tools
{
    private static readonly string _folder = RepositoryFiles.PathOf("artifacts", "tools");

    private static readonly string[] _searchPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');

    /// <summary>The path of a program. The test is skipped if it is not installed, and fails on a build server.</summary>
    public static string Program(string name) =>
        Require(name, [Path.Combine(_folder, name), .. _searchPath.Select(folder => Path.Combine(folder, name))]);

    /// <summary>The path of a file in the folder of tools, under the same conditions.</summary>
    public static string InFolder(string name) => Require(name, [Path.Combine(_folder, name)]);

    private static string Require(string name, IEnumerable<string> candidates)
    {
        var path = candidates.FirstOrDefault(Path.Exists);
        Assert.SkipWhen(path is null && Environment.GetEnvironmentVariable("CI") is null, $"{name} is not installed; run eng/deploy-tools");
        return path ?? throw new InvalidOperationException($"{name} is not installed; expected eng/deploy-tools to have installed it");
    }
}
