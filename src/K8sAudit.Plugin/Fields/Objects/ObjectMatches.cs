using System.Runtime.CompilerServices;

namespace K8sAudit.Plugin.Fields.Objects;

/// <summary>The values at a path below a node, none of them <c>null</c>; supports <c>foreach</c>.</summary>
internal ref struct ObjectMatches(ObjectTree tree, int from, ObjectPath path)
{
    private const int MaxSteps = 12;

    private readonly ObjectTree _tree = tree;
    private readonly ObjectPath _path = path;
    private Nodes _current;
    private int _step = -1;

    /// <summary>The current value.</summary>
    public int Current { get; private set; } = from;

    public readonly ObjectMatches GetEnumerator() => this;

    /// <summary>Moves to the next value.</summary>
    public bool MoveNext()
    {
        if (_path.Length == 0)
        {
            // The value itself, once.
            return ++_step == 0 && Current != 0;
        }

        if (_step < 0)
        {
            if (Current == 0)
            {
                return false;
            }

            _step = 0;
            _current[0] = _tree.First(Current, _path[0]);
        }
        else
        {
            Advance();
        }

        return MoveToEnd();
    }

    // From a value on the path to the next one at its end.
    private bool MoveToEnd()
    {
        while (true)
        {
            if (_current[_step] == 0)
            {
                if (_step == 0)
                {
                    return false;
                }

                _step--;
                Advance();
            }
            else if (_step == _path.Length - 1)
            {
                Current = _current[_step];
                return true;
            }
            else
            {
                _step++;
                _current[_step] = _tree.First(_current[_step - 1], _path[_step]);
            }
        }
    }

    private void Advance() => _current[_step] = _current[_step] == 0 ? 0 : _tree.Next(_current[_step], _path[_step]);

    [InlineArray(MaxSteps)]
    private struct Nodes
    {
        private int _first;
    }
}
