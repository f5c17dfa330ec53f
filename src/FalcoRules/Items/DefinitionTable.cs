namespace FalcoRules.Items;

/// <summary>Definitions by name, in the order in which their names were first defined.</summary>
internal sealed class DefinitionTable<T> where T : Definition
{
    private const int MaxSuggestions = 50;
    private const int MaxNames = 5_000;
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<T> _definitions = [];
    private readonly HashSet<string> _broken = [];
    private int _suggestions;

    /// <summary>All definitions, first defined first.</summary>
    public IReadOnlyList<T> InOrder => _definitions;

    /// <summary>
    /// Names that a mistyped one may be meant to be. Each look at them costs time, so after some dozens, which nobody reads on after, there are none.
    /// </summary>
    public IEnumerable<string> Suggestions => _suggestions++ < MaxSuggestions ? _positions.Keys.Take(MaxNames) : [];

    /// <summary>The definition of that name; null where there is none.</summary>
    public T? Find(string name) => _positions.TryGetValue(name, out var position) ? _definitions[position] : null;

    /// <summary>Defines a name, or defines it again in its old place.</summary>
    public void Define(T definition, int time)
    {
        definition.FirstDefined = definition.LastChanged = time;
        if (_positions.TryGetValue(definition.Name, out var position))
        {
            definition.FirstDefined = _definitions[position].FirstDefined;
            _definitions[position] = definition;
            return;
        }

        _positions.Add(definition.Name, _definitions.Count);
        _definitions.Add(definition);
    }

    /// <summary>Remembers that an item of that name could not be read: that it is missing is then no news.</summary>
    public void MarkBroken(string name) => _broken.Add(name);

    /// <summary>Whether an item of that name could not be read.</summary>
    public bool IsBroken(string name) => _broken.Contains(name);
}
