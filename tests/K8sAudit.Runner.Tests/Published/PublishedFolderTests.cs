using System.Runtime.InteropServices;

namespace K8sAudit.Runner.Tests.Published;

/// <summary>The folder that <c>dotnet publish src/K8sAudit.Runner</c> makes.</summary>
public sealed class PublishedFolderTests
{
    // Before glibc 2.34, threads and dynamic loading are in libraries of their own.
    private static readonly HashSet<string> _glibc = ["ld", "libc", "libdl", "libm", "libpthread", "librt"];

    [Fact]
    public void It_contains_the_program_the_plugins_and_the_default_rules()
    {
        PublishedProgram.SkipUnlessGiven();

        var files = Directory.EnumerateFiles(RunnerProcess.ProgramFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RunnerProcess.ProgramFolder, file));

        Assert.Equal(
            ["k8saudit", "libjson.so", "libk8saudit.so", "rules/k8s_audit_detections.yaml", "rules/k8s_audit_rules.yaml"],
            files.Order(StringComparer.Ordinal));
    }

    // A little over what was measured: OpenSSL is part of the first two, and decoders of zstd, xz and bzip2 (0.8 MB) and a parser of YAML with the regular
    // expressions that it uses of the second.
    [Theory]
    [InlineData("k8saudit", 22_500_000)]
    [InlineData("libk8saudit.so", 13_700_000)]
    [InlineData("libjson.so", 1_200_000)]
    public void A_file_is_not_larger_than_its_bound(string file, long bytes)
    {
        PublishedProgram.SkipUnlessGiven();
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the bounds are those of x64");

        var length = new FileInfo(Path.Combine(RunnerProcess.ProgramFolder, file)).Length;

        Assert.True(length <= bytes, $"{file} has {length:N0} bytes, expected at most {bytes:N0}: find out what was added, or raise the bound");
    }

    [Theory]
    [InlineData("k8saudit")]
    [InlineData("libk8saudit.so")]
    [InlineData("libjson.so")]
    public void A_file_needs_glibc_alone(string file)
    {
        PublishedProgram.SkipUnlessGiven();

        var libraries = PublishedProgram.LibrariesOf(Path.Combine(RunnerProcess.ProgramFolder, file)).Select(path => Path.GetFileName(path).Split('.', '-')[0]);

        Assert.Subset(_glibc, libraries.ToHashSet(StringComparer.Ordinal));
    }
}
