using System.Reflection;
using System.Runtime.InteropServices;

namespace FalcoPlugin.Conformance.Drivers;

/// <summary>The generated exports of a plugin's assembly, called as native code would call them.</summary>
internal sealed class InProcessDriver(Assembly assembly) : IPluginDriver
{
    private readonly Dictionary<string, nint> _symbols = Find(assembly);

    public nint Symbol(string name) => _symbols.GetValueOrDefault(name);

    public void Dispose()
    {
    }

    private static Dictionary<string, nint> Find(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Name == "Exports")
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>() is not null)
        .ToDictionary(method => method.GetCustomAttribute<UnmanagedCallersOnlyAttribute>()!.EntryPoint!, method => method.MethodHandle.GetFunctionPointer());
}
