using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>
/// Writes the <c>plugin_*</c> exports of the class with <c>[FalcoPlugin]</c>: calls into the SDK and nothing else. They are generated because the host
/// derives a plugin's capabilities from the symbols that exist, and because an export can be neither generic nor in another assembly.
/// </summary>
[Generator]
public sealed class ExportGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads the classes, for tests of what is cached.</summary>
    public const string PluginsStep = "Plugins";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var plugins = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "FalcoPlugin.Sdk.FalcoPluginAttribute",
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (found, _) => LocatedPlugin.Read((INamedTypeSymbol)found.TargetSymbol));
        var models = plugins.Select(static (located, _) => located.Plugin).WithTrackingName(PluginsStep).Collect();
        var problems = plugins.Collect().Select(static (found, _) => PluginDiagnostics.Find(found));
        context.RegisterSourceOutput(models, static (output, found) => Write(output, found));
        context.RegisterSourceOutput(problems, static (output, problem) => Report(output, problem));
    }

    private static void Write(SourceProductionContext output, IReadOnlyList<PluginModel> plugins)
    {
        if (PluginDiagnostics.CanExport(plugins))
        {
            output.AddSource("PluginExports.g.cs", SourceText.From(ExportWriter.Write(plugins[0]), Encoding.UTF8));
        }
    }

    private static void Report(SourceProductionContext output, PluginProblem? problem)
    {
        if (problem is not null)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }
    }
}
