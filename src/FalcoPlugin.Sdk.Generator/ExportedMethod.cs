namespace FalcoPlugin.Sdk.Generator;

/// <summary>An exported symbol.</summary>
internal sealed class ExportedMethod(string symbol, string returnType, string target, params string[] parameters)
{
    /// <summary>The symbol's name.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>The return type in C#.</summary>
    public string ReturnType { get; } = returnType;

    /// <summary>The method that implements it.</summary>
    public string Target { get; } = target;

    /// <summary>The parameters, each as type and name.</summary>
    public string[] Parameters { get; } = parameters;
}
