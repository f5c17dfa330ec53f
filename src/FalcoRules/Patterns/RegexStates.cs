using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>The states of a regular expression that texts reached. Only one thread at a time may add.</summary>
internal sealed class RegexStates
{
    private readonly RegexProgram _program;
    private readonly Dictionary<(WordMask Positions, bool AtLineStart), RegexState> _states = new(new KeyComparer());
    private readonly ulong[] _current;
    private readonly ulong[] _next;
    private readonly ulong[] _scratch;

    public RegexStates(RegexProgram program)
    {
        _program = program;
        (_current, _next, _scratch) = (new ulong[program.WordCount], new ulong[program.WordCount], new ulong[3 * program.WordCount]);
        Start = Intern(RegexProgram.StartState, atLineStart: true);
    }

    /// <summary>The state before the first character.</summary>
    public RegexState Start { get; }

    /// <summary>The number of states.</summary>
    public int Count => _states.Count;

    /// <summary>The bytes of the states.</summary>
    public int Bytes { get; private set; }

    /// <summary>The characters that were matched from state to state before each that was not in the cache.</summary>
    public long Characters { get; set; }

    /// <summary>The state of these positions, added if it is new.</summary>
    public RegexState Intern(WordMask positions, bool atLineStart)
    {
        if (_states.TryGetValue((positions, atLineStart), out var state))
        {
            return state;
        }

        Expand(positions);
        state = new RegexState(positions, atLineStart, _program.IsMatch(_current, atLineStart, _next, _scratch), _program.Classes.Count);
        _states.Add((positions, atLineStart), state);
        Bytes += state.Bytes;
        return state;
    }

    /// <summary>Finds the state after a character and adds the transition.</summary>
    public RegexState Add(RegexState state, int character)
    {
        Expand(state.Positions);
        _program.Step(_current, state.AtLineStart, character, _next, _scratch);
        var next = Intern(WordMask.Of(_next), _program.IsLineStartAfter(character));
        state.Next[character] = next;
        return next;
    }

    /// <summary>Finds the bytes that leave a state.</summary>
    public void FindLeaving(RegexState state)
    {
        for (var character = 0; character < state.Next.Length; character++)
        {
            _ = state.Next[character] ?? Add(state, character);
        }

        // Whatever bytes that are not ASCII are decoded to, it has one of these classes.
        var classes = _program.Classes;
        var notAscii = classes.NotAsciiClasses.All(character => state.Next[character] == state) ? 0 : 0x80;
        state.Leaving = SearchValues.Create(
            [.. Enumerable.Range(0, 0x80).Where(c => state.Next[classes.Find(c)] != state).Concat(Enumerable.Range(0x80, notAscii)).Select(b => (byte)b)]);
    }

    private void Expand(WordMask positions)
    {
        _current.AsSpan().Clear();
        positions.CopyTo(_current);
    }

    private sealed class KeyComparer : IEqualityComparer<(WordMask Positions, bool AtLineStart)>
    {
        public bool Equals((WordMask Positions, bool AtLineStart) x, (WordMask Positions, bool AtLineStart) y) =>
            x.AtLineStart == y.AtLineStart && x.Positions.Start == y.Positions.Start && x.Positions.Words.AsSpan().SequenceEqual(y.Positions.Words);

        public int GetHashCode((WordMask Positions, bool AtLineStart) key)
        {
            var hash = new HashCode();
            hash.Add(key.Positions.Start);
            hash.Add(key.AtLineStart);
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(key.Positions.Words.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
