namespace FalcoRules.Items;

/// <summary>A key that an item may have.</summary>
/// <param name="Name">The key.</param>
internal abstract record ItemKey(string Name)
{
    /// <summary>Whether it is required in an item that defines something.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether <c>override</c> may append to it.</summary>
    public bool MayAppend { get; init; }

    /// <summary>Whether <c>override</c> may replace it.</summary>
    public bool MayReplace { get; init; }

    /// <summary>Falco's name for its value as the context of an error; null if Falco has no name for it.</summary>
    public string? Label { get; init; }

    /// <summary>What its value is, for the schema.</summary>
    public required string Summary { get; init; }

    /// <summary>The type of its value when it is read, for the schema.</summary>
    public abstract Type ValueType { get; }
}

/// <summary>A key with a type of value.</summary>
/// <param name="Name">The key.</param>
/// <param name="Decode">Reads the value.</param>
internal sealed record ItemKey<T>(string Name, ValueDecoder<T> Decode) : ItemKey(Name)
{
    /// <inheritdoc/>
    public override Type ValueType => typeof(T);
}
