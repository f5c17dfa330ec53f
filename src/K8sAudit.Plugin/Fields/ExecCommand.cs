using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the command of an exec request from its URI.</summary>
internal static class ExecCommand
{
    /// <summary>
    /// The parameters <c>command</c> of an exec in a pod, joined with spaces. The kubelet, which the proxy of a node reaches, also has <c>cmd</c>.
    /// </summary>
    public static FieldExtractor<AuditEvent> Of(JsonPath uri)
    {
        var id = AuditFields.Paths.Add(uri);
        return (AuditEvent source, in FieldArgument _, FieldValues values) =>
        {
            var isKubelet = IsTarget(source, "nodes"u8, "proxy"u8);
            if ((isKubelet || IsTarget(source, "pods"u8, "exec"u8)) && source.TryGetString(id, out var text))
            {
                Add(source, UriParameter.QueryOf(text), isKubelet, values);
            }
        };
    }

    private static void Add(AuditEvent source, ReadOnlySpan<byte> query, bool isKubelet, FieldValues values)
    {
        // Decoded values, each with a space before it, are not longer than the parameters.
        var words = source.Scratch(query.Length);
        var length = Append(query, "command"u8, words, length: 0);
        length = isKubelet ? Append(query, "cmd"u8, words, length) : length;
        if (length > 0)
        {
            var text = words[1..length];
            values.EndText(JsonText.Repair(text, values.BeginText(JsonText.MaxRepairedLength(text.Length))));
        }
    }

    private static int Append(ReadOnlySpan<byte> query, ReadOnlySpan<byte> name, Span<byte> words, int length)
    {
        while (UriParameter.TryFindNext(ref query, name, out var encoded))
        {
            words[length++] = (byte)' ';
            length += UriParameter.Decode(encoded, words[length..]);
        }

        return length;
    }

    private static bool IsTarget(AuditEvent source, ReadOnlySpan<byte> resource, ReadOnlySpan<byte> subresource) =>
        Is(source, AuditFields.TargetResource, resource) && Is(source, AuditFields.TargetSubresource, subresource);

    private static bool Is(AuditEvent source, int path, ReadOnlySpan<byte> expected) => source.TryGetString(path, out var text) && text.SequenceEqual(expected);
}
