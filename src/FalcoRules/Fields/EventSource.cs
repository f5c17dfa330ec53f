namespace FalcoRules.Fields;

/// <summary>A loaded event source and the fields of its events, including those of the host.</summary>
public sealed class EventSource
{
    private readonly Dictionary<string, FieldDefinition> _byName;

    /// <summary>If two providers have a field of the same name, the first one wins.</summary>
    public EventSource(string name, IEnumerable<FieldDefinition> fields)
    {
        Name = name;
        _byName = [];
        foreach (var field in fields)
        {
            _byName.TryAdd(field.Name, field);
        }
    }

    /// <summary>The source's name as in <c>source: k8s_audit</c>.</summary>
    public string Name { get; }

    /// <summary>All fields.</summary>
    public IReadOnlyCollection<FieldDefinition> Fields => _byName.Values;

    /// <summary>The field of that name; null if it does not exist.</summary>
    public FieldDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
