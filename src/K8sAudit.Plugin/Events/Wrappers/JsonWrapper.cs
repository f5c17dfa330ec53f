using System.Text;

namespace K8sAudit.Plugin.Events.Wrappers;

/// <summary>A JSON object that other programs put around audit events.</summary>
/// <param name="Name">Its name in <c>ka.source.wrapper</c>; empty if it only contains objects that are wrappers of their own.</param>
/// <param name="Payload">
/// The path of the event, which is an object or a string that holds JSON or a log line: member names, <c>*</c> for all elements of an array,
/// <c>{}</c> for all members of an object, <c>#1</c> for one element of an array.
/// </param>
/// <param name="Writer">What writes it, for the documentation.</param>
internal sealed record JsonWrapper(string Name, string Payload, string Writer)
{
    /// <summary>The members that the object must have besides the first one of the path.</summary>
    public string[] Requires { get; init; } = [];

    /// <summary>Members of which the object must have one as well, where <see cref="Payload"/> begins with a name that other objects have, too.</summary>
    public string[] RequiresAny { get; init; } = [];

    /// <summary>The member that names the columns, for <see cref="PayloadConversion.TableRows"/>.</summary>
    public string Columns { get; init; } = "";

    /// <summary>Whether the path leads to other values besides events, such as those of other columns, which do not count.</summary>
    public bool HasOtherValues { get; init; }

    /// <summary>The path of a string that names the cluster; empty if there is none.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>Finds the name in that string; null if it is the whole string.</summary>
    public ClusterNamePart ClusterPart { get; init; }

    /// <summary>How the payload is converted to an audit event.</summary>
    public PayloadConversion Conversion { get; init; }

    /// <summary>Whether other objects have such a member as well, so that an object whose payload is not an event is not taken for the wrapper.</summary>
    public bool IsCommon { get; init; }

    /// <summary>The name in UTF-8.</summary>
    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The steps of <see cref="Payload"/> in UTF-8.</summary>
    public byte[][] PayloadSteps { get; } = Steps(Payload);

    /// <summary>The steps of <see cref="Cluster"/> in UTF-8.</summary>
    public byte[][] ClusterSteps => field ??= Steps(Cluster);

    /// <summary>The bits of the members that the object must have.</summary>
    public UInt128 RequiredKeys { get; init; }

    /// <summary>The bits of the members of which it must have one; 0 if it need not.</summary>
    public UInt128 AnyKeys { get; init; }

    /// <summary>The number of the first key of the payload.</summary>
    public int PayloadKey { get; init; }

    /// <summary>The number of the key of <see cref="Columns"/>.</summary>
    public int ColumnsKey { get; init; }

    /// <summary>Whether an object is this wrapper, as far as its members tell.</summary>
    /// <param name="found">The bits of its members.</param>
    public bool HasKeys(UInt128 found) => (found & RequiredKeys) == RequiredKeys && (AnyKeys == UInt128.Zero || (found & AnyKeys) != UInt128.Zero);

    private static byte[][] Steps(string path) => path.Length == 0 ? [] : [.. path.Split('/').Select(Encoding.UTF8.GetBytes)];
}
