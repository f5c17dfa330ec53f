namespace K8sAudit.Runner.Tests.Published;

/// <summary>
/// A root folder with the published program, the samples, the glibc libraries that the program loads, and /dev/urandom, which .NET's TLS client needs and every
/// container has. There is no /proc, no libssl, and there are no certificates.
/// </summary>
public sealed class EmptyRoot : IDisposable
{
    private const string Program = "/program/k8saudit";

    private readonly TempFolder _folder = new();

    public EmptyRoot()
    {
        if (PublishedProgram.IsGiven && Environment.IsPrivilegedProcess)
        {
            Directory.CreateDirectory(_folder["dev"]);
            ChildProcess.Run("mknod", _folder["dev/urandom"], "c", "1", "9");
            CopyFolder(RunnerProcess.ProgramFolder, "program");
            CopyFolder(RepositoryFiles.PathOf("samples"), "samples");
            foreach (var library in Directory.EnumerateFiles(RunnerProcess.ProgramFolder, "*.so")
                .Prepend(RunnerProcess.Program)
                .SelectMany(PublishedProgram.LibrariesOf)
                .Distinct())
            {
                Copy(library, library.TrimStart('/'));
            }
        }
    }

    /// <summary>Skips a test where the program is not published, or where this user may not change the root folder.</summary>
    public static void SkipUnlessPossible()
    {
        PublishedProgram.SkipUnlessGiven();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "chroot needs root");
    }

    /// <summary>Writes a file below the root folder.</summary>
    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Deletes a file below the root folder.</summary>
    public void Delete(string name) => File.Delete(_folder[name]);

    /// <summary>Starts the program in the root folder; paths in the arguments are below it.</summary>
    internal RunnerProcess Start(params string[] arguments) => Start("", arguments);

    /// <summary>Runs the program in the root folder to its end.</summary>
    public (int Code, string Output, string Errors) Run(params string[] arguments) => RunWith("", arguments);

    /// <summary>Runs the program in the root folder to its end, with a variable of the environment: <c>NAME=VALUE</c>.</summary>
    public (int Code, string Output, string Errors) RunWith(string variable, params string[] arguments)
    {
        using var runner = Start(variable, arguments);
        return (runner.WaitForEnd(), runner.Output, runner.Errors);
    }

    public void Dispose() => _folder.Dispose();

    private RunnerProcess Start(string variable, string[] arguments) =>
        RunnerProcess.StartIn($"shift; exec env --unset=SSL_CERT_FILE --unset=SSL_CERT_DIR {variable} chroot {_folder.Path} {Program} \"$@\"", arguments);

    private void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[to])!);
        File.Copy(from, _folder[to]);
    }
}
