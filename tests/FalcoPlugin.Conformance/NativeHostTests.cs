namespace FalcoPlugin.Conformance;

/// <summary>The published libraries in a host without any .NET in it.</summary>
public sealed class NativeHostTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_host_keeps_its_signal_handler_and_its_life_through_three_rounds_of_both_plugins()
    {
        var here = AppContext.BaseDirectory;
        var host = _folder["host"];
        ChildProcess.Run("cc", "-O1", "-Wall", "-Werror", "-o", host, Path.Combine(here, "Host", "host.c"), "-ldl");
        var output = ChildProcess.Run(
            host,
            Path.Combine(here, "libk8saudit.so"), Path.Combine(here, "samples", "cluster-boot.jsonl"),
            Path.Combine(here, "libk8saudit.so"), "http://127.0.0.1:0/k8s-audit",
            Path.Combine(here, "libjson.so"), "").Output;
        Assert.EndsWith("interrupts 9, handler kept\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libk8saudit.so")]
    [InlineData("libjson.so")]
    [InlineData("libcounter.so")]
    public void Nothing_but_plugin_symbols_is_exported(string library)
    {
        var symbols = ChildProcess.Run("nm", "-D", "--defined-only", "--format=just-symbols", Path.Combine(AppContext.BaseDirectory, library))
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(symbol => symbol.Split('@')[0]);
        Assert.All(symbols, symbol => Assert.True(symbol.StartsWith("plugin_", StringComparison.Ordinal) || symbol == "V1.0", symbol));
    }
}
