namespace FalcoPlugin.Sdk.Generator;

/// <summary>One exported symbol.</summary>
internal sealed class ExportedMethod(string symbol, string returnType, string target, params string[] parameters)
{
    /// <summary>The symbol's name.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>The C return type in C#.</summary>
    public string ReturnType { get; } = returnType;

    /// <summary>The method that does the work.</summary>
    public string Target { get; } = target;

    /// <summary>Each as type and name.</summary>
    public string[] Parameters { get; } = parameters;
}
