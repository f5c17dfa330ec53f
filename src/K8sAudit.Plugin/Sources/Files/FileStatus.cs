namespace K8sAudit.Plugin.Sources.Files;

/// <summary>What a file is at a moment.</summary>
/// <param name="Identity">Which file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Kind">What kind of file.</param>
internal readonly record struct FileStatus(FileIdentity Identity, long Size, FileKind Kind);
