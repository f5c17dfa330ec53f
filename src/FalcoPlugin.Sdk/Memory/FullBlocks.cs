using System.Runtime.InteropServices;

namespace FalcoPlugin.Sdk.Memory;

/// <summary>Blocks of native memory that became too small for the event. Values in them stay valid, so they are freed with the event.</summary>
internal sealed unsafe class FullBlocks
{
    private readonly List<nint> _blocks = [];

    /// <summary>Adds a block of <see cref="NativeMemory"/>; null is ignored.</summary>
    public void Add(void* block)
    {
        if (block != null)
        {
            _blocks.Add((nint)block);
        }
    }

    /// <summary>Frees all blocks.</summary>
    public void Free()
    {
        if (_blocks.Count > 0)
        {
            FreeAll();
        }
    }

    private void FreeAll()
    {
        foreach (var block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }

        _blocks.Clear();
    }
}
