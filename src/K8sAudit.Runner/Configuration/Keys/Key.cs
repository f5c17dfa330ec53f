using K8sAudit.Runner.Messages;

namespace K8sAudit.Runner.Configuration.Keys;

/// <summary>
/// A key of falco.yaml: one row of the table. The reader, the defaults, the check for unknown keys, redaction and docs/reference/falco-yaml.md derive from the
/// rows.
/// </summary>
internal abstract class Key(string name, string description)
{
    /// <summary>The key in its mapping.</summary>
    public string Name { get; } = name;

    /// <summary>What the key does; empty for a mapping that only holds other keys.</summary>
    public string Description { get; } = description;

    /// <summary>The type of its value, for the documentation.</summary>
    public abstract string TypeName { get; }

    /// <summary>Its default as it is written in falco.yaml; empty for none.</summary>
    public virtual string DefaultText => "";

    /// <summary>
    /// The keys of the mapping that is its value, or of each mapping in the list that is its value; empty for any other value.
    /// </summary>
    public virtual IReadOnlyList<Key> Children => [];

    /// <summary>Whether the value is a list of mappings.</summary>
    public virtual bool IsList => false;

    /// <summary>Whether a mapping in place of the list is ignored, with a warning, and not an error.</summary>
    public bool IgnoresMapping { get; init; }

    /// <summary>Why the key has no effect here; null where it has one.</summary>
    public virtual string? IgnoredBecause => null;

    /// <summary>How much of its value is shown.</summary>
    public virtual Sensitivity Sensitivity => Sensitivity.Shown;
}
