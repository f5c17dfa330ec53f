using System.Buffers;

namespace FalcoRules.Patterns;

/// <summary>
/// Matches whole texts against a regular expression. The states that texts reach are cached with their transitions, up to a limit; a text that reaches more is
/// matched on without a cache. Safe to use from several threads at once.
/// </summary>
internal sealed class RegexAutomaton
{
    // A full cache is cleared only if it served that many characters for each of its states, as in RE2: states that are used once are not worth their creation.
    private const int MinCharactersPerState = 10;

    // After so many bytes in a row that did not leave their state, the next one that does is searched for, and after so many it is found out which do.
    private const int MinBytesToSkip = 8;
    private const int RepeatedBytes = 32;

    // The number of steps to find the bytes that leave a state.
    private const int MaxClassesToSkip = 64;

    private readonly RegexProgram _program;
    private readonly RegexBudget _budget;
    private readonly Lock _lock = new();
    private RegexStates _states;
    private long _steps;

    private RegexAutomaton(RegexProgram program, RegexBudget budget)
    {
        (_program, _budget) = (program, budget);
        _states = new RegexStates(program);
    }

    /// <summary>The steps over characters so far that were not found in the cache, times what one costs. For tests.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>The bytes of the cached states. For tests.</summary>
    public int StateBytes => _states.Bytes;

    /// <summary>What a character of a text costs at most.</summary>
    public int StepsPerCharacter => _program.StepsPerCharacter;

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="RegexSyntaxException">The expression is invalid, or exceeds <see cref="RegexLimits"/>.</exception>
    public static RegexAutomaton Compile(string pattern, RegexBudget budget)
    {
        var program = RegexProgram.Compile(pattern);
        budget.Add(program);
        return new RegexAutomaton(program, budget);
    }

    /// <summary>Whether the whole text matches. Invalid UTF-8 is matched as U+FFFD.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        var classes = _program.Classes;
        var state = _states.Start;
        var (cachedFrom, repeated) = (0, 0);
        for (var i = 0; i < text.Length;)
        {
            var character = classes.Read(text, i, out var length);
            var next = state.Next[character];
            if (next == state)
            {
                if (state.IsDead)
                {
                    return false;
                }

                i += length;
                i = ++repeated >= MinBytesToSkip ? SkipRepeated(state, text, i, repeated) : i;
                continue;
            }

            if (next is null)
            {
                next = FindNext(state, character, i - cachedFrom);
                cachedFrom = i;
                if (next is null)
                {
                    return IsMatchUncached(state, text[i..]);
                }
            }

            state = next;
            repeated = 0;
            i += length;
        }

        return state.IsMatch;
    }

    /// <summary>Skips the bytes that do not leave the state, once they are known. Returns the position of the next byte.</summary>
    private int SkipRepeated(RegexState state, ReadOnlySpan<byte> text, int position, int repeated)
    {
        if (state.Leaving is { } leaving)
        {
            var length = text[position..].IndexOfAny(leaving);
            return length < 0 ? text.Length : position + length;
        }

        if (repeated == RepeatedBytes && state.Next.Length <= MaxClassesToSkip)
        {
            FindLeaving(state);
        }

        return position;
    }

    private void FindLeaving(RegexState state)
    {
        lock (_lock)
        {
            if (_states.Bytes + (state.Bytes * state.Next.Length) < _budget.StateBytes)
            {
                _steps += (long)_program.StepsPerCharacter * state.Next.Length;
                _states.FindLeaving(state);
            }
        }
    }

    /// <summary>Finds the state after a character.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="character">The class of the character.</param>
    /// <param name="matched">The bytes of the text that were matched with the cache since the last call.</param>
    /// <returns>The next state; null if the cache is full.</returns>
    private RegexState? FindNext(RegexState state, int character, int matched)
    {
        lock (_lock)
        {
            _states.Characters += matched;
            if (_states.Bytes >= _budget.StateBytes)
            {
                if (_states.Characters < MinCharactersPerState * _states.Count)
                {
                    return null;
                }

                _states = new RegexStates(_program);
                state = _states.Intern(state.Positions, state.AtLineStart);
            }

            _steps += _program.StepsPerCharacter;
            return _states.Add(state, character);
        }
    }

    private bool IsMatchUncached(RegexState state, ReadOnlySpan<byte> text)
    {
        var words = _program.WordCount;
        var buffer = ArrayPool<ulong>.Shared.Rent(5 * words);
        var current = buffer.AsSpan(0, words);
        var next = buffer.AsSpan(words, words);
        var scratch = buffer.AsSpan(2 * words, 3 * words);
        current.Clear();
        state.Positions.CopyTo(current);
        var atLineStart = state.AtLineStart;
        var characters = 0L;
        for (var i = 0; i < text.Length && current.ContainsAnyExcept(0ul); characters++)
        {
            var character = _program.Classes.Read(text, i, out var length);
            _program.Step(current, atLineStart, character, next, scratch);
            atLineStart = _program.IsLineStartAfter(character);
            var last = current;
            current = next;
            next = last;
            i += length;
        }

        var isMatch = _program.IsMatch(current, atLineStart, next, scratch);
        ArrayPool<ulong>.Shared.Return(buffer);
        Interlocked.Add(ref _steps, characters * _program.StepsPerCharacter);
        return isMatch;
    }
}
