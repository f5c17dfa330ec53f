using System.Collections.Immutable;

namespace FalcoRules.Patterns;

/// <summary>A set of Unicode code points. Equal sets have equal ranges.</summary>
internal sealed class CodePointSet : IEquatable<CodePointSet>
{
    /// <summary>The last code point.</summary>
    public const int Last = 0x10FFFF;

    private CodePointSet(ImmutableArray<CodePointRange> ranges) => Ranges = ranges;

    /// <summary>The ranges in ascending order. They do not touch each other.</summary>
    public ImmutableArray<CodePointRange> Ranges { get; }

    /// <summary>The set of all code points of the ranges, which may overlap.</summary>
    public static CodePointSet Of(IEnumerable<CodePointRange> ranges)
    {
        var merged = ImmutableArray.CreateBuilder<CodePointRange>();
        foreach (var range in ranges.OrderBy(range => range.Low))
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High + 1)
            {
                merged[^1] = merged[^1] with { High = Math.Max(merged[^1].High, range.High) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return new CodePointSet(merged.ToImmutable());
    }

    /// <summary>The set of one code point.</summary>
    public static CodePointSet Of(int codePoint) => new([new CodePointRange(codePoint, codePoint)]);

    /// <summary>All code points that are not in the set.</summary>
    public CodePointSet Negate()
    {
        var ranges = ImmutableArray.CreateBuilder<CodePointRange>();
        var next = 0;
        foreach (var range in Ranges)
        {
            if (range.Low > next)
            {
                ranges.Add(new CodePointRange(next, range.Low - 1));
            }

            next = range.High + 1;
        }

        if (next <= Last)
        {
            ranges.Add(new CodePointRange(next, Last));
        }

        return new CodePointSet(ranges.ToImmutable());
    }

    /// <inheritdoc/>
    public bool Equals(CodePointSet? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CodePointSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var range in Ranges)
        {
            hash.Add(range);
        }

        return hash.ToHashCode();
    }
}

/// <summary>A range of code points, inclusive at both ends.</summary>
internal readonly record struct CodePointRange(int Low, int High);
