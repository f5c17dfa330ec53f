using System.Runtime.InteropServices;

namespace FalcoPlugin.Json;

/// <summary>
/// One place that a <see cref="JsonPathReader"/> found, in twelve bytes, to be kept beside the document and given to another reader of the same trie.
/// </summary>
/// <param name="Start">Offset of the value's first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Path">Its path's number.</param>
/// <param name="IndexPlusOne">Its element of the first array on its path, plus one; 0 where there is no array on it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct FieldOffset(int Start, int Length, ushort Path, ushort IndexPlusOne);
