using System.Text.RegularExpressions;
using FalcoPlugin.Abi;
using FalcoPlugin.Sdk.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FalcoPlugin.Sdk.Tests.Generator;

public partial class ExportGeneratorTests
{
    private const string Members = """
            public static PluginInfo Info => throw null!;
            public static P Create(PluginContext context) => throw null!;
            public IEventStream Open(string parameters) => throw null!;
            public static System.ReadOnlySpan<Field<Number>> Fields => default;
            public void Dispose() { }
        """;

    private static readonly string[] _source = ["get_id", "get_event_source", "open", "close", "next_batch"];
    private static readonly string[] _extraction = ["get_fields", "extract_fields", "get_extract_event_types"];

    public static TheoryData<string, string, string[]> Capabilities => new()
    {
        { "ISourcePlugin<P>", "", _source },
        { "IExtractPlugin<P, Number>", "", _extraction },
        { "ISourcePlugin<P>, IExtractPlugin<P, Number>", "", [.. _source, .. _extraction] },
        { "ISourcePlugin<P>, IInitSchema", "public static string InitSchema => \"\";", [.. _source, "get_init_schema"] },
        { "ISourcePlugin<P>, IOpenParameters", "public System.Collections.Generic.IReadOnlyList<OpenParameter> ListOpenParameters() => [];", [.. _source, "list_open_params"] },
        { "ISourcePlugin<P>, IReportsProgress", "public Progress GetProgress(IEventStream stream) => default;", [.. _source, "get_progress"] },
        { "ISourcePlugin<P>, IDescribesEvents", "public void Describe(in PluginEvent source, System.Buffers.IBufferWriter<byte> output) { }", [.. _source, "event_to_string"] },
        { "ISourcePlugin<P>, IReportsMetrics", "public void ReportMetrics(MetricsReport report) { }", [.. _source, "get_metrics"] },
        { "ISourcePlugin<P>, IReconfigures", "public void SetConfig(string config) { }", [.. _source, "set_config"] },
        { "IExtractPlugin<P, Number>, IIndependentEvents", "", [.. _extraction, "ext_share_stream"] },
        { "IExtractPlugin<P, Number>", "public static System.ReadOnlySpan<ushort> ExtractEventTypes => [322];", _extraction },
        { "IExtractPlugin<P, Number>, IExtractEventSources", "public static System.Collections.Generic.IReadOnlyList<string> ExtractEventSources => [];", [.. _extraction, "get_extract_event_sources"] },
    };

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void The_exports_are_those_that_the_interfaces_imply(string interfaces, string member, string[] expected)
    {
        var (generated, errors) = Generate($"[FalcoPlugin] public sealed class P : {interfaces} {{ {Members} {member} }}");
        Assert.Empty(errors);
        string[] all = [.. Symbols.Required, .. expected.Select(name => "plugin_" + name)];
        Assert.Equal(all.Order(), EntryPoint().Matches(generated).Select(match => match.Groups[1].Value).Order());
    }

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    public void A_plugin_may_be_in_any_namespace_or_in_none_and_be_a_record(string kind)
    {
        foreach (var space in new[] { "", "namespace Sample; ", "namespace Sample.@event; " })
        {
            var (generated, errors) = Generate($"[FalcoPlugin] public sealed {kind} P : ISourcePlugin<P>, IExtractPlugin<P, Number> {{ {Members} }}", space);
            Assert.Empty(errors);
            Assert.Contains("plugin_extract_fields", generated, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[FalcoPlugin] public sealed class P { }", "FALCO001")]
    [InlineData("public class Outer { [FalcoPlugin] public sealed class P { } }", "FALCO002")]
    [InlineData("[FalcoPlugin] public sealed class P<T> { }", "FALCO002")]
    [InlineData("[FalcoPlugin] public sealed class P { } [FalcoPlugin] public sealed class Q { }", "FALCO003")]
    public void A_class_that_cannot_be_exported_is_an_error(string source, string code)
    {
        var (generated, errors) = Generate(source);
        Assert.Equal("", generated);
        Assert.Equal(code, Assert.Single(errors).Id);
    }

    [Fact]
    public void Without_a_plugin_nothing_is_written() => Assert.Equal("", Generate("public class Other { }").Generated);

    [Theory]
    [InlineData("public class Other { }", "public class Other { public int Added; }")]
    [InlineData("public class Other { }", "// A comment.\n\npublic class Other { }")]
    public void An_edit_elsewhere_writes_nothing_again(string before, string after)
    {
        var plugin = $"[FalcoPlugin] public sealed class P : ISourcePlugin<P> {{ {Members} }}";
        var reasons = Reasons(Compile($"{before} {plugin}"), Compile($"{after} {plugin}"));
        Assert.Equal([IncrementalStepRunReason.Unchanged], reasons.Plugins);
        Assert.All(reasons.Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_in_another_file_writes_nothing_again()
    {
        var compilation = Compile($"[FalcoPlugin] public sealed class P : ISourcePlugin<P> {{ {Members} }}");
        var reasons = Reasons(compilation, compilation.AddSyntaxTrees(Parse("public class Other { }")));
        Assert.All(reasons.Plugins, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(reasons.Outputs, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Another_interface_writes_the_exports_again()
    {
        var reasons = Reasons(
            Compile($"[FalcoPlugin] public sealed class P : ISourcePlugin<P> {{ {Members} }}"),
            Compile($"[FalcoPlugin] public sealed class P : ISourcePlugin<P>, IExtractPlugin<P, Number> {{ {Members} }}"));
        Assert.Equal([IncrementalStepRunReason.Modified], reasons.Plugins);
        Assert.Contains(IncrementalStepRunReason.Modified, reasons.Outputs);
    }

    // The reasons why the steps ran for the second compilation.
    private static (IncrementalStepRunReason[] Plugins, IncrementalStepRunReason[] Outputs) Reasons(Compilation first, Compilation second)
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        var result = CSharpGeneratorDriver.Create([new ExportGenerator().AsSourceGenerator()], driverOptions: options)
            .RunGenerators(first, TestContext.Current.CancellationToken)
            .RunGenerators(second, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        return (ReasonsOf(result.TrackedSteps[ExportGenerator.PluginsStep]), ReasonsOf(result.TrackedOutputSteps.SelectMany(step => step.Value)));

        static IncrementalStepRunReason[] ReasonsOf(IEnumerable<IncrementalGeneratorRunStep> steps) =>
            [.. steps.SelectMany(step => step.Outputs).Select(output => output.Reason)];
    }

    private static (string Generated, List<Diagnostic> Errors) Generate(string code, string space = "namespace Sample; ")
    {
        var compilation = Compile(code, space);
        CSharpGeneratorDriver.Create(new ExportGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var reported, TestContext.Current.CancellationToken);
        var generated = string.Concat(updated.SyntaxTrees.Skip(1));
        var errors = reported.Concat(updated.GetDiagnostics(TestContext.Current.CancellationToken)).Where(found => found.Severity == DiagnosticSeverity.Error);
        return (generated, [.. errors]);
    }

    private static CSharpCompilation Compile(string code, string space = "namespace Sample; ")
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Sample",
            [Parse($"using FalcoPlugin.Sdk; {space}public sealed class Number : IDecodedEvent {{ public void Load(in PluginEvent source) {{ }} }} {code}")],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken);

    [GeneratedRegex("EntryPoint = \"([a-z_]+)\"")]
    private static partial Regex EntryPoint();
}
