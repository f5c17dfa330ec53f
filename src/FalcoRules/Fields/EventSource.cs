namespace FalcoRules.Fields;

/// <summary>An event source that is loaded, and the fields that its events have (the host's own included).</summary>
public sealed class EventSource
{
    private readonly Dictionary<string, FieldDefinition> _byName;

    /// <summary>Where two providers have a field of the same name, the first one counts.</summary>
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

    /// <summary>The field of that name; null where there is none.</summary>
    public FieldDefinition? Find(string name) => _byName.GetValueOrDefault(name);
}
