using System.Runtime.InteropServices;

namespace FalcoPlugin.Testing;

/// <summary>The exports of a published shared library, through dlopen and dlsym.</summary>
internal sealed class LibraryExports(string file) : ExportedPlugin
{
    private readonly nint _library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, file));

    public override nint Find(string symbol) => NativeLibrary.TryGetExport(_library, symbol, out var address) ? address : 0;

    public override void Dispose() => NativeLibrary.Free(_library);
}
