using FalcoPlugin.Json;
using FalcoPlugin.Sdk;
using K8sAudit.Plugin.Fields.Objects;

namespace K8sAudit.Plugin.Fields;

/// <summary>Adds a command line: the words at some paths below a value of the changed object, joined with spaces.</summary>
internal static class JoinedWords
{
    /// <summary>Adds the words as one text, as a part of the event if it is one word; adds nothing if there are none.</summary>
    public static void AddWords(this FieldValues values, AuditEvent source, int from, params ReadOnlySpan<ObjectPath> paths)
    {
        var (count, length, only) = Measure(source, from, paths);
        if (count < 2)
        {
            values.AddNode(source, only);
            return;
        }

        var target = values.BeginText(length);
        var (written, isFirst) = (0, true);
        foreach (var path in paths)
        {
            foreach (var node in source.Tree.Find(from, path))
            {
                if (source.Tree.Range(node) is { Length: > 0 } word)
                {
                    if (!isFirst)
                    {
                        target[written++] = (byte)' ';
                    }

                    written += JsonText.Write(word.Of(source.Payload), target[written..]);
                    isFirst = false;
                }
            }
        }

        values.EndText(written);
    }

    private static (int Count, int Length, int Last) Measure(AuditEvent source, int from, ReadOnlySpan<ObjectPath> paths)
    {
        var (count, length, last) = (0, 0, 0);
        foreach (var path in paths)
        {
            foreach (var node in source.Tree.Find(from, path))
            {
                if (source.Tree.Range(node) is { Length: > 0 } word)
                {
                    length = checked(length + 1 + JsonText.MaxLength(word.Of(source.Payload)));
                    last = node;
                    count++;
                }
            }
        }

        return (count, length, last);
    }
}
