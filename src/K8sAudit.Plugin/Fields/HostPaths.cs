using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds paths on a host.</summary>
internal static class HostPaths
{
    // A path on Linux cannot be longer, and few are as deep. The limits keep a path from having a multiple of its size in ancestors.
    private const int MaxAncestorLength = 4096;
    private const int MaxAncestors = 32;

    /// <summary>Adds a path, cleaned; as a part of the event if it is clean.</summary>
    public static void AddPath(this FieldValues values, AuditEvent source, int node)
    {
        var path = source.StringOf(node);
        if (!path.IsEmpty)
        {
            var cleaned = Clean(source, path);
            values.AddNonEmpty(source, cleaned.SequenceEqual(path) ? path : cleaned);
        }
    }

    /// <summary>Adds a path, cleaned, and the directories that contain it, from the root down: at most 32, and none longer than 4,096 bytes.</summary>
    public static void AddPathAndAncestors(this FieldValues values, AuditEvent source, int node)
    {
        var path = source.StringOf(node);
        if (path.IsEmpty)
        {
            return;
        }

        var cleaned = Clean(source, path);
        values.AddText(cleaned);
        var root = HostPath.RootLength(cleaned);
        if (root > 0 && cleaned.Length > root)
        {
            values.AddText(cleaned[..root]);
        }

        var end = root;
        for (var count = 1; count < MaxAncestors; count++)
        {
            var next = cleaned[end..].IndexOf((byte)'/');
            if (next < 0 || end + next > MaxAncestorLength)
            {
                return;
            }

            values.AddText(cleaned[..(end + next)]);
            end += next + 1;
        }
    }

    private static ReadOnlySpan<byte> Clean(AuditEvent source, ReadOnlySpan<byte> path)
    {
        var target = source.Scratch(path.Length + 1);
        return target[..HostPath.Clean(path, target)];
    }
}
