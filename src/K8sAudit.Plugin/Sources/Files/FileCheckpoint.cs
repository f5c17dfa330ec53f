using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>A place in a followed file, so that another process finds it again.</summary>
/// <param name="Path">The path that is followed.</param>
/// <param name="Identity">Which file it was.</param>
/// <param name="Modified">When it was last written, in nanoseconds: what was written before is none of those that it was rotated to later.</param>
/// <param name="HeadLength">How many bytes of its beginning are known.</param>
/// <param name="HeadHash">The hash of those bytes.</param>
/// <param name="Offset">Where the first line begins that was not read, in bytes.</param>
internal sealed record FileCheckpoint(string Path, FileIdentity Identity, long Modified, int HeadLength, string HeadHash, long Offset);
