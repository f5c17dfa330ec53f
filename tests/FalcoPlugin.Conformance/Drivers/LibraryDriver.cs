using System.Runtime.InteropServices;

namespace FalcoPlugin.Conformance.Drivers;

/// <summary>The published shared library, through dlopen and dlsym.</summary>
internal sealed class LibraryDriver(string file) : IPluginDriver
{
    private readonly nint _library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, file));

    public nint Symbol(string name) => NativeLibrary.TryGetExport(_library, name, out var address) ? address : 0;

    public void Dispose() => NativeLibrary.Free(_library);
}
