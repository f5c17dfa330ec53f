namespace FalcoPlugin.Sdk.Generator;

/// <summary>The exports that one interface implies.</summary>
internal sealed class ExportGroup(string interfaceName, string className, params ExportedMethod[] methods)
{
    /// <summary>The interface's metadata name.</summary>
    public string InterfaceName { get; } = interfaceName;

    /// <summary>The class in <c>FalcoPlugin.Sdk.Hosting</c> that does the work.</summary>
    public string ClassName { get; } = className;

    /// <summary>What is exported.</summary>
    public ExportedMethod[] Methods { get; } = methods;
}
