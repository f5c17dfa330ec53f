using K8sAudit.Plugin.Messages;

namespace K8sAudit.Plugin.Sources.Content;

/// <summary>
/// Reads files through all layers of compression and archives down to their texts. What is damaged is read up to the damage, and the members of an archive
/// after a damaged member are read.
/// </summary>
internal sealed class ContentDecoder(ExpansionBudget budget, int maxLayers, IContentSink sink)
{
    // A name comes from an archive, and is part of messages.
    private const int MaxNameLength = 256;

    private readonly byte[] _rest = new byte[16 * 1024];

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="OperationCanceledException">The sink does not want more.</exception>
    public void Decode(Stream file, string name)
    {
        try
        {
            Decode(budget.CountCompressed(file), name, layers: 0);
        }
        catch (ExpansionLimitException e)
        {
            sink.ReportUnread(PluginMessages.ExpansionEnds(name, e.Message));
        }
    }

    private void Decode(Stream content, string name, int layers)
    {
        try
        {
            var text = PrefixedStream.Peek(content, ContentFormats.HeadLength, out var head);
            switch (ContentFormats.Of(head))
            {
                case null:
                    sink.Begin(name);
                    sink.Copy(text);
                    break;
                case { Open: { } open }:
                    DecodeMembers(open(text), name, layers + 1);
                    break;
                case var format:
                    sink.ReportUnread(PluginMessages.CannotRead(name, PluginMessages.FormatIsNotRead(format.Name)));
                    break;
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or ExpansionLimitException))
        {
            // Any exception: decoders may throw others than they document for invalid bytes.
            sink.ReportUnread(PluginMessages.ContentIsDamaged(name, e.Message));
        }
    }

    private void DecodeMembers(IEnumerable<ContentMember> members, string name, int layers)
    {
        if (layers > maxLayers)
        {
            sink.ReportUnread(PluginMessages.TooManyLayers(name, maxLayers));
            return;
        }

        foreach (var member in members)
        {
            using var bytes = member.Content;
            var memberName = member.Name.Length == 0 ? name : $"{name}!{Shorten(member.Name)}";
            var content = budget.CountExpanded(bytes);
            if (member.IsLog)
            {
                Decode(content, memberName, layers);
            }

            ReadToEnd(content);
            if (bytes is Utf16Stream { Invalid: > 0 and var invalid })
            {
                sink.CountInvalid(memberName, invalid);
            }
        }
    }

    // What is not read of a member counts, too.
    private void ReadToEnd(Stream content)
    {
        try
        {
            while (content.Read(_rest, 0, _rest.Length) > 0)
            {
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or ExpansionLimitException))
        {
            // The archive reports it where it looks for the next member.
        }
    }

    private static string Shorten(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength] + "…";
}
