using K8sAudit.Plugin.Native;

namespace K8sAudit.Plugin.Sources.Files;

/// <summary>
/// Patterns of paths as in a shell: <c>*</c> for any characters of a name, <c>?</c> for one, <c>[a-z]</c> and <c>[!a-z]</c> for one of a set or of all others,
/// <c>**</c> for any number of directories. Hidden names are matched only by a pattern that begins with a dot.
/// </summary>
internal static class PathPattern
{
    private const string AnyDirectories = "**";

    /// <summary>Whether a path has characters of a pattern.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The regular files and named pipes that a pattern matches, in no particular order.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="tree">Lists directories.</param>
    public static IEnumerable<FoundFile> Find(string pattern, DirectoryTree tree)
    {
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Find(pattern.StartsWith('/') ? "/" : "", segments, tree).Where(file => file.Status.Kind is FileKind.Regular or FileKind.Fifo);
    }

    /// <summary>Whether a name matches a pattern that has no directories.</summary>
    public static bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        // The last * and the name's characters that it has matched so far: the only place to go back to.
        var (star, starEnd) = (-1, 0);
        var (at, p) = (0, 0);
        while (at < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, starEnd) = (p++, at);
            }
            else if (p < pattern.Length && MatchesOne(name[at], pattern, ref p))
            {
                at++;
            }
            else if (star >= 0)
            {
                (p, at) = (star + 1, ++starEnd);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static IEnumerable<FoundFile> Find(string directory, ReadOnlyMemory<string> segments, DirectoryTree tree)
    {
        if (segments.IsEmpty)
        {
            return [];
        }

        var (first, rest) = (segments.Span[0], segments[1..]);
        if (first == AnyDirectories)
        {
            return rest.IsEmpty
                ? tree.FilesBelow(directory.Length == 0 ? "." : directory)
                : DirectoryTree.Below(directory.Length == 0 ? "." : directory, []).SelectMany(below => Find(below, rest, tree));
        }

        if (!IsPattern(first))
        {
            var path = Path.Combine(directory, first);
            return Posix.StatusOf(path) is not { } status ? [] : rest.IsEmpty ? [new FoundFile(path, status)] : Find(path, rest, tree);
        }

        var entries = tree.Entries(directory, withHidden: first[0] == '.').Where(entry => Matches(Path.GetFileName(entry.Path), first));
        return rest.IsEmpty
            ? entries
            : entries.Where(entry => entry.Status.Kind == FileKind.Directory).SelectMany(entry => Find(entry.Path, rest, tree));
    }

    // Advances past one element of the pattern where it matches.
    private static bool MatchesOne(char c, ReadOnlySpan<char> pattern, ref int p)
    {
        if (pattern[p] != '[' || SetLength(pattern[p..]) is not { } length)
        {
            var matches = pattern[p] == '?' || pattern[p] == c;
            p += matches ? 1 : 0;
            return matches;
        }

        var set = pattern.Slice(p + 1, length - 2);
        var isNegated = set[0] is '!' or '^';
        var isInSet = IsIn(c, isNegated ? set[1..] : set) != isNegated;
        p += isInSet ? length : 0;
        return isInSet;
    }

    // With its brackets; null for a bracket that is not closed, which is a plain character. A bracket that is closed at once contains the closing one.
    private static int? SetLength(ReadOnlySpan<char> pattern)
    {
        var start = pattern is ['[', '!' or '^', ..] ? 2 : 1;
        var end = start + 1 < pattern.Length ? pattern[(start + 1)..].IndexOf(']') : -1;
        return end < 0 ? null : start + 1 + end + 1;
    }

    private static bool IsIn(char c, ReadOnlySpan<char> set)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                {
                    return true;
                }

                i += 2;
            }
            else if (set[i] == c)
            {
                return true;
            }
        }

        return false;
    }
}
