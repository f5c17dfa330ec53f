using System.Runtime.InteropServices;

namespace FalcoPlugin.Json;

/// <summary>
/// The range of one value that a <see cref="JsonPathReader"/> found, in twelve bytes, to be stored with the document and passed to another reader of the same
/// trie.
/// </summary>
/// <param name="Start">Offset of the value's first byte.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Path">Its path's number.</param>
/// <param name="IndexPlusOne">Index of its element in the first array on its path, plus one; 0 if there is no array on the path.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct FieldOffset(int Start, int Length, ushort Path, ushort IndexPlusOne);
