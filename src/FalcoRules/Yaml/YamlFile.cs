using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Yaml;

/// <summary>The content of a YAML file.</summary>
/// <param name="Source">The text of the file.</param>
/// <param name="Documents">The root node of each document, in order; empty for a file without content.</param>
/// <param name="IsComplete">False if there was an error: the documents then hold what precedes it.</param>
public sealed record YamlFile(SourceText Source, ImmutableArray<YamlNode> Documents, bool IsComplete);
