namespace K8sAudit.Plugin.Sources.Content;

/// <summary>A file in an archive, or what was compressed.</summary>
/// <param name="Name">Its name in the archive; empty where there is no archive.</param>
/// <param name="Content">Its bytes; to be read before the next member is looked for.</param>
/// <param name="IsLog">Whether it may be a log: no directory, and nothing that a system adds by itself.</param>
internal readonly record struct ContentMember(string Name, Stream Content, bool IsLog = true);
