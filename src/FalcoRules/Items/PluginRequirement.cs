using System.Collections.Immutable;
using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>One entry of <c>required_plugin_versions</c>: one of the alternatives must be loaded.</summary>
internal sealed record PluginRequirement(SourceSpan Location, ImmutableArray<PluginVersion> Alternatives);
