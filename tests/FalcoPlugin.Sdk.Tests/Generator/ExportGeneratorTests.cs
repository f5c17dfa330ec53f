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
        { "IExtractPlugin<P, Number>", "public static System.ReadOnlySpan<ushort> ExtractEventTypes => [322];", _extraction },
        { "IExtractPlugin<P, Number>, IExtractEventSources", "public static System.Collections.Generic.IReadOnlyList<string> ExtractEventSources => [];", [.. _extraction, "get_extract_event_sources"] },
    };

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void Exactly_what_the_interfaces_imply_is_exported(string interfaces, string member, string[] expected)
    {
        var (generated, errors) = Generate($"[FalcoPlugin] public sealed class P : {interfaces} {{ {Members} {member} }}");
        Assert.Empty(errors);
        string[] all = [.. Symbols.Required, .. expected.Select(name => "plugin_" + name)];
        Assert.Equal(all.Order(), EntryPoint().Matches(generated).Select(match => match.Groups[1].Value).Order());
    }

    [Theory]
    [InlineData("class")]
    [InlineData("record")]
    public void A_plugin_may_stand_in_any_namespace_or_in_none_and_be_a_record(string kind)
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
    public void What_cannot_be_exported_is_an_error(string source, string code)
    {
        var (generated, errors) = Generate(source);
        Assert.Equal("", generated);
        Assert.Equal(code, Assert.Single(errors).Id);
    }

    [Fact]
    public void Without_a_plugin_nothing_is_written() => Assert.Equal("", Generate("public class Other { }").Generated);

    private static (string Generated, List<Diagnostic> Errors) Generate(string code, string space = "namespace Sample; ")
    {
        var source = $"using FalcoPlugin.Sdk; {space}public sealed class Number : IDecodedEvent {{ public void Load(in PluginEvent source) {{ }} }} {code}";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':').Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Sample",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        CSharpGeneratorDriver.Create(new ExportGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var reported, TestContext.Current.CancellationToken);
        var generated = string.Concat(updated.SyntaxTrees.Skip(1));
        var errors = reported.Concat(updated.GetDiagnostics(TestContext.Current.CancellationToken)).Where(found => found.Severity == DiagnosticSeverity.Error);
        return (generated, [.. errors]);
    }

    [GeneratedRegex("EntryPoint = \"([a-z_]+)\"")]
    private static partial Regex EntryPoint();
}
