namespace FalcoRules.Patterns;

/// <summary>The memory that the regular expressions of an event source share.</summary>
internal sealed class RegexBudget
{
    private int _count;
    private int _tableBytes;

    /// <summary>A budget that leaves nothing for states. For tests.</summary>
    public static RegexBudget WithoutStates => new() { _count = int.MaxValue - 1 };

    /// <summary>The bytes of the states that each expression may cache.</summary>
    public int StateBytes => Math.Min(RegexLimits.MaxStateBytes, RegexLimits.MaxTotalStateBytes / Math.Max(1, _count));

    /// <summary>Adds an expression.</summary>
    /// <exception cref="RegexSyntaxException">The tables of all expressions together are too large.</exception>
    public void Add(RegexProgram program)
    {
        _count++;
        _tableBytes += program.Bytes;
        if (_tableBytes > RegexLimits.MaxTotalTableBytes)
        {
            _tableBytes -= program.Bytes;
            throw new RegexSyntaxException($"the tables of all expressions together need more than {RegexLimits.MaxTotalTableBytes} bytes");
        }
    }
}
