using System.Diagnostics;

namespace K8sAudit.Runner.Tests.Outputs;

/// <summary>A file system of a few pages, half of it used, for tests with a full disk. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>Its size in bytes.</summary>
    public const int Size = 64 * 1024;

    private readonly TempFolder _folder = new();

    public SmallDisk()
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "tmpfs", _folder.Path) == 0)
        {
            IsMounted = true;
            File.WriteAllBytes(Ballast, new byte[Size / 2]);
        }
    }

    public bool IsMounted { get; }

    private string Ballast => Path.Combine(_folder.Path, "ballast");

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    /// <summary>Frees the half that was used.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", "--lazy", _folder.Path);
        }

        _folder.Dispose();
    }

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
