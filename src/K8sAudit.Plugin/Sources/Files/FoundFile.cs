using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>A regular file or named pipe that was found in a directory.</summary>
internal readonly record struct FoundFile(string Path, FileStatus Status);
