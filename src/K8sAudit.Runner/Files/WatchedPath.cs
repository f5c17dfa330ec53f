using FalcoRules.Loading;

namespace K8sAudit.Runner.Files;

/// <summary>A file, or a directory whose files are read, that is watched for changes.</summary>
/// <param name="Path">Its path.</param>
/// <param name="IsRules">Whether only the rules files of a directory are read.</param>
internal sealed record WatchedPath(string Path, bool IsRules = false)
{
    /// <summary>The files that are read now.</summary>
    public IEnumerable<string> Files => FileFingerprint.FilesOf(Path).Where(file => !IsRules || file == Path || RulesFiles.HasExtension(file));
}
