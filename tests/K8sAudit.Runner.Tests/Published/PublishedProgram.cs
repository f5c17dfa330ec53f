namespace K8sAudit.Runner.Tests.Published;

/// <summary>What the tests of the published program need.</summary>
internal static class PublishedProgram
{
    public static bool IsGiven => Environment.GetEnvironmentVariable("K8SAUDIT_PROGRAM") is not null;

    /// <summary>Skips a test where the variable K8SAUDIT_PROGRAM does not name a published program.</summary>
    public static void SkipUnlessGiven() =>
        Assert.SkipUnless(IsGiven, "tests the published program: set K8SAUDIT_PROGRAM to its path, as .ci/run does");

    /// <summary>The shared libraries that a file loads, as <c>ldd</c> prints them, without the one that the kernel provides.</summary>
    public static IEnumerable<string> LibrariesOf(string file) =>
        ChildProcess.Run("ldd", file).Output.Split('\n')
            .Select(line =>
                line.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .FirstOrDefault(word => word.Contains('/', StringComparison.Ordinal)))
            .OfType<string>();
}
