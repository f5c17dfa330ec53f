using Microsoft.CodeAnalysis;

namespace FalcoPlugin.Sdk.Generator;

/// <summary>A diagnostic as a value: equal to another with the same content, which <see cref="Diagnostic"/> is not.</summary>
/// <param name="Descriptor">What is wrong.</param>
/// <param name="Location">Where.</param>
/// <param name="Names">The names of the classes in the message.</param>
internal sealed record PluginProblem(DiagnosticDescriptor Descriptor, SourceLocation Location, EquatableArray<string> Names)
{
    /// <summary>The compiler's form.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.ToLocation(), [.. Names]);
}
