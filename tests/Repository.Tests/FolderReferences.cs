using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Repository.Tests;

/// <summary>The references between the folders of a project, as the compiler resolves them.</summary>
internal sealed record FolderReferences(IReadOnlyList<string> Folders, IReadOnlyList<FolderEdge> Edges)
{
    private const string OwnFolder = ".";

    /// <summary>The options with which the sources are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview);

    public static FolderReferences Of(string project)
    {
        var root = RepositoryFiles.PathOf("src", project);
        var trees = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), ParseOptions, file))
            .Append(ImplicitUsings())
            .ToList();
        var compilation = CSharpCompilation.Create(project, trees, References(project), new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var sources = trees.Where(tree => tree.FilePath.Length > 0).ToList();
        var edges = sources.SelectMany(tree => EdgesOf(compilation.GetSemanticModel(tree), root)).DistinctBy(edge => (edge.From, edge.To)).ToList();
        return new([.. sources.Select(tree => FolderOf(root, tree)).Distinct()], edges);
    }

    private static IEnumerable<FolderEdge> EdgesOf(SemanticModel model, string root)
    {
        var from = FolderOf(root, model.SyntaxTree);
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbol = model.GetSymbolInfo(name).Symbol;
            foreach (var declaration in (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
            {
                if (FolderOf(root, declaration.SyntaxTree) is var to && to != from)
                {
                    yield return new(from, to, $"{Path.GetFileName(model.SyntaxTree.FilePath)} uses {name}");
                }
            }
        }
    }

    private static string FolderOf(string root, SyntaxTree tree) =>
        Path.GetRelativePath(root, Path.GetDirectoryName(tree.FilePath)!).Replace('\\', '/') is { Length: > 0 } folder ? folder : OwnFolder;

    private static SyntaxTree ImplicitUsings() => CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;",
        ParseOptions);

    // The assembly itself is compiled from its sources here, and must not be referenced as well.
    private static IEnumerable<MetadataReference> References(string project)
    {
        var own = RepositoryFiles.AssemblyNameOf(project);
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) != own)
            .Select(file => MetadataReference.CreateFromFile(file));
    }
}

/// <summary>A reference from one folder to another.</summary>
internal sealed record FolderEdge(string From, string To, string Example);
