using System.Diagnostics;

namespace FalcoPlugin.Conformance;

/// <summary>The published libraries in a host without any .NET in it.</summary>
public sealed class NativeHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("k8saudit-host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_host_keeps_its_signal_handler_and_its_life_through_three_rounds_of_both_plugins()
    {
        var here = AppContext.BaseDirectory;
        var host = Path.Combine(_folder, "host");
        AssertRuns("cc", "-O1", "-Wall", "-Werror", "-o", host, Path.Combine(here, "Host", "host.c"), "-ldl");
        var output = AssertRuns(
            host,
            Path.Combine(here, "libk8saudit.so"), Path.Combine(here, "samples", "cluster-boot.jsonl"),
            Path.Combine(here, "libk8saudit.so"), "http://127.0.0.1:0/k8s-audit",
            Path.Combine(here, "libjson.so"), "");
        Assert.EndsWith("interrupts 9, handler kept\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libk8saudit.so")]
    [InlineData("libjson.so")]
    [InlineData("libcounter.so")]
    public void Nothing_but_plugin_symbols_is_exported(string library)
    {
        var symbols = AssertRuns("nm", "-D", "--defined-only", "--format=just-symbols", Path.Combine(AppContext.BaseDirectory, library))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(symbol => symbol.Split('@')[0]);
        Assert.All(symbols, symbol => Assert.True(symbol.StartsWith("plugin_", StringComparison.Ordinal) || symbol == "V1.0", symbol));
    }

    private static string AssertRuns(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error.Result}");
        return output;
    }
}
