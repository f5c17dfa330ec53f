using System.Text;

namespace K8sAudit.Plugin.Fields.Objects;

/// <summary>A path below a node of an <see cref="ObjectTree"/>.</summary>
internal sealed class ObjectPath
{
    // Empty for each element of a list.
    private readonly byte[][] _steps;

    private ObjectPath(byte[][] steps, string text) => (_steps, Text) = (steps, text);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    public int Length => _steps.Length;

    /// <summary>The member's name of a step; empty for each element of a list.</summary>
    public ReadOnlySpan<byte> this[int step] => _steps[step];

    /// <summary>Names of members and, for each element of a list, <c>*</c>: <c>securityContext/capabilities/add/*</c>.</summary>
    public static implicit operator ObjectPath(string path) =>
        new([.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(step => step == "*" ? [] : Encoding.UTF8.GetBytes(step))], path);

    /// <summary>Whether a step is a member with that name.</summary>
    public bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (var step in _steps)
        {
            if (name.SequenceEqual(step))
            {
                return true;
            }
        }

        return false;
    }
}
