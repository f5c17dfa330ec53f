namespace K8sAudit.Plugin.Fields;

/// <summary>The parts of the user name of a service account: <c>system:serviceaccount:namespace:name</c>.</summary>
internal static class ServiceAccountName
{
    public static ReadOnlySpan<byte> Prefix => "system:serviceaccount:"u8;

    /// <summary>Splits a user name.</summary>
    /// <param name="userName">The user name.</param>
    /// <param name="qualified">The part after the prefix: <c>namespace:name</c>.</param>
    /// <param name="space">The namespace.</param>
    /// <returns>False if it is not the name of a service account, which has exactly two parts that are not empty.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> userName, out ReadOnlySpan<byte> qualified, out ReadOnlySpan<byte> space)
    {
        qualified = default;
        space = default;
        if (!userName.StartsWith(Prefix))
        {
            return false;
        }

        var parts = userName[Prefix.Length..];
        var separator = parts.IndexOf((byte)':');
        if (separator <= 0 || separator == parts.Length - 1 || parts[(separator + 1)..].Contains((byte)':'))
        {
            return false;
        }

        qualified = parts;
        space = parts[..separator];
        return true;
    }
}
