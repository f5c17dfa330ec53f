namespace FalcoRules.Items;

/// <summary>A key that an item may have.</summary>
/// <param name="Name">The key.</param>
internal abstract record ItemKey(string Name)
{
    /// <summary>Whether an item that defines something must have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether <c>override</c> may append to it.</summary>
    public bool MayAppend { get; init; }

    /// <summary>Whether <c>override</c> may replace it.</summary>
    public bool MayReplace { get; init; }

    /// <summary>What Falco calls its value where an error stands in it; null where the value has no name of its own.</summary>
    public string? Label { get; init; }
}

/// <summary>A key with a kind of value.</summary>
/// <param name="Name">The key.</param>
/// <param name="Decode">Reads the value.</param>
internal sealed record ItemKey<T>(string Name, ValueDecoder<T> Decode) : ItemKey(Name);
