using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Files;

/// <summary>What a YAML file holds.</summary>
/// <param name="Source">The file.</param>
/// <param name="Documents">The root of each document.</param>
/// <param name="IsComplete">Whether all of it could be read; where not, the documents end before the error.</param>
internal sealed record YamlFile(SourceText Source, ImmutableArray<YamlNode> Documents, bool IsComplete);
