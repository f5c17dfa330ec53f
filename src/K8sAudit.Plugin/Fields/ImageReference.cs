namespace K8sAudit.Plugin.Fields;

/// <summary>The parts of an image's name.</summary>
internal static class ImageReference
{
    /// <summary>
    /// The name without tag and digest. A registry's port belongs to it: <c>reg.example:5000/team/app:1@sha256:…</c> is of
    /// <c>reg.example:5000/team/app</c>.
    /// </summary>
    public static ReadOnlySpan<byte> Repository(ReadOnlySpan<byte> image)
    {
        var digest = image.IndexOf((byte)'@');
        var name = digest < 0 ? image : image[..digest];
        var tag = name.LastIndexOf((byte)':');
        return tag > name.LastIndexOf((byte)'/') ? name[..tag] : name;
    }

    /// <summary>The last part of the repository: <c>app</c> of <c>reg.example:5000/team/app:1</c>.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> image)
    {
        var repository = Repository(image);
        return repository[(repository.LastIndexOf((byte)'/') + 1)..];
    }

    /// <summary>
    /// The registry, <c>docker.io</c> if the name has none: the first part is a registry if it has a dot or a port, or is <c>localhost</c>.
    /// </summary>
    public static ReadOnlySpan<byte> Registry(ReadOnlySpan<byte> image)
    {
        var end = image.IndexOf((byte)'/');
        var first = end < 0 ? [] : image[..end];
        return image.IsEmpty || first.ContainsAny((byte)'.', (byte)':') || first.SequenceEqual("localhost"u8) ? first : "docker.io"u8;
    }
}
