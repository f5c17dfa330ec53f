using System.Reflection;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Conformance;

/// <summary>The suite of FalcoPlugin.Testing: the plugins of this repository pass it, and it finds what is wrong with others.</summary>
public sealed class ConformanceSuiteTests
{
    public static TheoryData<PluginUnderTest, string> Checks =>
        [.. PluginUnderTest.All.SelectMany(row => ConformanceSuite.ChecksOf(row.Data.Case).Select(check => (row.Data, check.Sentence)))];

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_plugin_of_this_repository_passes(PluginUnderTest plugin, string sentence) =>
        ConformanceSuite.ChecksOf(plugin.Case).Single(check => check.Sentence == sentence).Run();

    [Fact]
    public void A_function_that_a_capability_lacks_is_found() =>
        Assert.Equal("not exported: plugin_close", Failure(Without(Symbols.Close), "It exports all functions of a capability or none"));

    [Fact]
    public void An_input_without_events_is_found() =>
        Assert.Equal("the input 0 has no events", Failure(Counter with { Input = "0" }, "It can be loaded and unloaded three times"));

    [Fact]
    public void An_input_that_can_be_opened_and_should_not_is_found() =>
        Assert.Equal(
            "the result of opening 5 is Success, expected Failure",
            Failure(Counter with { InvalidInput = "5" }, "A source that cannot be opened is an error with a message"));

    [Fact]
    public void A_source_needs_an_input() =>
        Assert.Contains(
            "set Input",
            Assert.Throws<PluginTestException>(() => ConformanceSuite.ChecksOf(Counter with { Input = null })).Message,
            StringComparison.Ordinal);

    private static PluginCase Counter => new PluginUnderTest("counter", Published: false).Case;

    private static string Failure(PluginCase plugin, string sentence) =>
        Assert.Throws<PluginTestException>(() => ConformanceSuite.ChecksOf(plugin).Single(check => check.Sentence == sentence).Run()).Message;

    private static PluginCase Without(string symbol) => Counter with { Load = () => new HidingExports(typeof(Counter.CounterPlugin).Assembly, symbol) };

    /// <summary>The exports of an assembly without one of them.</summary>
    private sealed class HidingExports(Assembly assembly, string hidden) : ExportedPlugin
    {
        private readonly ExportedPlugin _exports = Of(assembly);

        public override nint Find(string symbol) => symbol == hidden ? 0 : _exports.Find(symbol);

        public override void Dispose() => _exports.Dispose();
    }
}
