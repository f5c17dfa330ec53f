using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>How far a followed file has been read, so that another process can continue.</summary>
/// <param name="Path">The path that is followed.</param>
/// <param name="Identity">Identity of the file.</param>
/// <param name="Modified">When it was last written, in nanoseconds: files that were written before it are not later files of the same log.</param>
/// <param name="HeadLength">How many bytes of its start are known.</param>
/// <param name="HeadHash">The hash of those bytes.</param>
/// <param name="Offset">Where the first line starts that was not read, in bytes.</param>
internal sealed record FileCheckpoint(string Path, FileIdentity Identity, long Modified, int HeadLength, string HeadHash, long Offset);
