namespace K8sAudit.Plugin.Cutting;

/// <summary>What is left out of an event that is too large.</summary>
/// <param name="UnreadLimit">Scalars that no field reads are dropped from this size on, in bytes; at 0 the objects and arrays around them too.</param>
/// <param name="TextLimit">Texts that a field reads are shortened to this size, in bytes.</param>
/// <param name="IsLast">
/// Nothing else helped: each member of the event gets a share of the room. Of the request's and response's objects numbers and <c>true</c> are kept, which say
/// what is privileged, and of texts the first of each field.
/// </param>
internal readonly record struct TruncationPolicy(int UnreadLimit, int TextLimit, bool IsLast = false)
{
    public static TruncationPolicy Last { get; } = new(0, 256, IsLast: true);
}
