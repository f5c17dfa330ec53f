using FalcoPlugin.Conformance.Host;

namespace FalcoPlugin.Conformance;

/// <summary>The published libraries in a host that is not a .NET program.</summary>
public sealed class NativeHostTests
{
    [Fact]
    public void A_host_keeps_its_signal_handler_and_can_load_both_plugins_three_times()
    {
        using var host = new NativeHost("host.c");
        var output = host.Run(
            NativeHost.Library("k8saudit"), NativeHost.Sample("cluster-boot.jsonl"),
            NativeHost.Library("k8saudit"), "http://127.0.0.1:0/k8s-audit",
            NativeHost.Library("json"), "");
        Assert.EndsWith("interrupts 9, handler kept\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k8saudit")]
    [InlineData("json")]
    [InlineData("counter")]
    public void Only_plugin_symbols_are_exported(string library)
    {
        var symbols = ChildProcess.Run("nm", "-D", "--defined-only", "--format=just-symbols", NativeHost.Library(library)).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(symbol => symbol.Split('@')[0]);
        Assert.All(symbols, symbol => Assert.True(symbol.StartsWith("plugin_", StringComparison.Ordinal) || symbol == "V1.0", symbol));
    }
}
