using System.Reflection;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Testing;

/// <summary>The generated exports of a plugin's assembly, called as native code would call them.</summary>
internal sealed class AssemblyExports(Assembly assembly) : ExportedPlugin
{
    private readonly Dictionary<string, nint> _symbols = FindIn(assembly);

    public override nint Find(string symbol) => _symbols.GetValueOrDefault(symbol);

    public override void Dispose()
    {
    }

    private static Dictionary<string, nint> FindIn(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Name == "Exports")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>() is not null)
        .ToDictionary(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()!.EntryPoint!, method => method.MethodHandle.GetFunctionPointer());
}
