namespace K8sAudit.Plugin.Events.Truncation;

/// <summary>What is removed from an event that is too large.</summary>
/// <param name="MaxUnreadScalar">
/// Scalars that no field reads are removed if they have this many bytes or more; at 0 the objects and arrays around them are removed, too.
/// </param>
/// <param name="MaxString">Strings that a field reads are shortened to this many bytes.</param>
/// <param name="LastResort">
/// Set if nothing else is enough: each member of the event gets a share of the space. Of the request and response objects, numbers and <c>true</c> are kept,
/// which tell what is privileged, and the first strings of each path, which all get the same share.
/// </param>
internal readonly record struct TruncationPolicy(int MaxUnreadScalar, int MaxString, BodyPathCounts? LastResort = null);

/// <summary>The numbers of paths with strings in the objects of the request and the response.</summary>
internal readonly record struct BodyPathCounts(int Request, int Response);
