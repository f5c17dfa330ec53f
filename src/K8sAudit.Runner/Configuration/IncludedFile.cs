using K8sAudit.Runner.Configuration.Keys;
using static K8sAudit.Runner.Configuration.Keys.Key<K8sAudit.Runner.Configuration.IncludedFile>;

namespace K8sAudit.Runner.Configuration;

/// <summary>An entry of <c>config_files</c>: a path, or a path with a strategy.</summary>
internal sealed record IncludedFile
{
    public static KeyTable<IncludedFile> Keys { get; } = new(
    [
        Value("path", ValueKinds.Path, "File or directory.", f => f.Path, (f, value) => f with { Path = value }, isRequired: true),
        Value("strategy", Strategies,
            "How it is merged: `append` adds to lists and replaces other keys, `override` replaces all keys, `add-only` only adds keys.",
            f => f.Strategy, (f, value) => f with { Strategy = value }),
    ]);

    /// <summary>The file or directory.</summary>
    public string Path { get; init; } = "";

    /// <summary>How it is merged; <see cref="MergeStrategy.Append"/> by default.</summary>
    public MergeStrategy Strategy { get; init; } = MergeStrategy.Append;

    private static ValueKind<MergeStrategy> Strategies =>
        ValueKinds.Word(("append", MergeStrategy.Append), ("override", MergeStrategy.Override), ("add-only", MergeStrategy.AddOnly));
}
