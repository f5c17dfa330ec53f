using System.Diagnostics;

namespace FalcoPlugin.Conformance.Host;

/// <summary>A host written in C, compiled from a source file of this folder. It runs in a separate process, which is not a .NET program.</summary>
internal sealed class NativeHost : IDisposable
{
    private readonly TempFolder _folder = new();

    public NativeHost(string source) =>
        ChildProcess.Run("cc", "-O1", "-Wall", "-Werror", "-o", Program, Path.Combine(AppContext.BaseDirectory, "Host", source), "-ldl");

    private string Program => _folder["host"];

    public void Dispose() => _folder.Dispose();

    /// <summary>The path of a published library.</summary>
    public static string Library(string name) => Path.Combine(AppContext.BaseDirectory, $"lib{name}.so");

    /// <summary>The path of a sample log.</summary>
    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <summary>Runs the host to exit code 0 and returns its standard output.</summary>
    public string Run(params string[] arguments) => ChildProcess.Run(Program, arguments).Output;

    /// <summary>Runs the host to exit code 0 with an environment variable.</summary>
    public ChildProcessResult RunWith(string variable, string value, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments);
        start.Environment[variable] = value;
        return ChildProcess.Run(start);
    }
}
