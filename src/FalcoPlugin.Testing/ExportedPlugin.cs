using System.Reflection;

namespace FalcoPlugin.Testing;

/// <summary>Access to the functions that a plugin exports.</summary>
public abstract class ExportedPlugin : IDisposable
{
    /// <summary>Loads a published library, as Falco does.</summary>
    /// <param name="file">Path of the library; a relative one starts at the folder of the test.</param>
    /// <exception cref="DllNotFoundException">The library cannot be loaded.</exception>
    public static ExportedPlugin Load(string file) => new LibraryExports(file);

    /// <summary>Takes the exports of an assembly, which run in the process of the test, where a debugger reaches them.</summary>
    /// <param name="assembly">The assembly with the class that has <c>[FalcoPlugin]</c>.</param>
    public static ExportedPlugin Of(Assembly assembly) => new AssemblyExports(assembly);

    /// <summary>The address of a function; 0 if it is not exported.</summary>
    public abstract nint Find(string symbol);

    /// <summary>Unloads a library.</summary>
    public abstract void Dispose();
}
