using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>Definitions by name, in the order in which their names were first defined.</summary>
internal sealed class DefinitionTable<T> where T : Definition
{
    private const int MaxSuggestions = 50;
    private const int MaxNames = 5_000;
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<T> _definitions = [];
    private readonly HashSet<string> _broken = [];
    private readonly List<(T Previous, SourceSpan Location)> _redefinitions = [];
    private int _suggestions;

    /// <summary>All definitions, first defined first.</summary>
    public IReadOnlyList<T> InOrder => _definitions;

    /// <summary>The definitions that were replaced without <c>override</c>, each with the location of the item that replaces it.</summary>
    public IReadOnlyList<(T Previous, SourceSpan Location)> Redefinitions => _redefinitions;

    /// <summary>
    /// Names to suggest for a mistyped one. Each search costs time, so there are no suggestions after the first dozens of errors.
    /// </summary>
    public IEnumerable<string> Suggestions => _suggestions++ < MaxSuggestions ? _positions.Keys.Take(MaxNames) : [];

    /// <summary>The definition of that name; null if it does not exist.</summary>
    public T? Find(string name) => _positions.TryGetValue(name, out var position) ? _definitions[position] : null;

    /// <summary>Defines a name, or replaces its definition at the same position.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="time">When it is defined.</param>
    /// <param name="isOverride">Whether the item says that it replaces the definition.</param>
    public void Define(T definition, int time, bool isOverride = false)
    {
        definition.FirstDefined = definition.LastChanged = time;
        if (_positions.TryGetValue(definition.Name, out var position))
        {
            if (!isOverride)
            {
                _redefinitions.Add((_definitions[position], definition.Location));
            }

            definition.FirstDefined = _definitions[position].FirstDefined;
            _definitions[position] = definition;
            return;
        }

        _positions.Add(definition.Name, _definitions.Count);
        _definitions.Add(definition);
    }

    /// <summary>Records that an item of that name could not be read, so that it is not reported as missing.</summary>
    public void MarkBroken(string name) => _broken.Add(name);

    /// <summary>Whether an item of that name could not be read.</summary>
    public bool IsBroken(string name) => _broken.Contains(name);
}
