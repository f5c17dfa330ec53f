using System.Diagnostics.CodeAnalysis;

namespace K8sAudit.Plugin.Memory;

/// <summary>
/// What is kept for its next use. The last that came is the first that goes, so that what lies deep in the stack is what a burst left behind: it is given
/// up when a while has passed without need of it, and memory follows the load. Thread-safe.
/// </summary>
/// <param name="max">How many are kept at most.</param>
/// <param name="free">Gives the memory of one back.</param>
internal sealed class TrimmingPool<T>(int max, Action<T> free)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly List<T> _items = new(max);

    // The fewest that were here since the last look: so many were not needed.
    private int _fewest;
    private int _surplus;

    public bool TryRent([NotNullWhen(true)] out T? item)
    {
        lock (_lock)
        {
            item = _items.Count > 0 ? _items[^1] : null;
            if (item is null)
            {
                return false;
            }

            _items.RemoveAt(_items.Count - 1);
            _fewest = Math.Min(_fewest, _items.Count);
            return true;
        }
    }

    /// <summary>Keeps one, or frees it where there are enough.</summary>
    public void Return(T item)
    {
        lock (_lock)
        {
            if (_items.Count < max)
            {
                _items.Add(item);
                return;
            }

            _surplus++;
        }

        free(item);
    }

    /// <summary>Frees what was not needed since the last call.</summary>
    /// <returns>How many were freed since then, with those that there were too many of.</returns>
    public int FreeUnused() => Free(onlyUnused: true);

    /// <summary>Frees all.</summary>
    public void Clear() => Free(onlyUnused: false);

    private int Free(bool onlyUnused)
    {
        lock (_lock)
        {
            var count = onlyUnused ? _fewest : _items.Count;
            for (var i = 0; i < count; i++)
            {
                free(_items[i]);
            }

            _items.RemoveRange(0, count);
            _fewest = _items.Count;
            count += _surplus;
            _surplus = 0;
            return count;
        }
    }
}
