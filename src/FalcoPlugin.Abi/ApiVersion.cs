namespace FalcoPlugin.Abi;

/// <summary>A version of the plugin API, and the rule by which a host accepts a plugin.</summary>
/// <param name="Major">Must be equal to the host's.</param>
/// <param name="Minor">Must not be greater than the host's.</param>
/// <param name="Patch">Must not be greater than the host's if the minor versions are equal.</param>
public readonly record struct ApiVersion(uint Major, uint Minor, uint Patch)
{
    /// <summary>The newest version that this contract describes.</summary>
    public static ApiVersion Newest { get; } = new(3, 12, 0);

    /// <summary>The version that introduced value offsets; plugins of this project require it.</summary>
    public static ApiVersion WithValueOffsets { get; } = new(3, 11, 0);

    /// <summary>Reads <c>major.minor.patch</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out ApiVersion version)
    {
        version = default;
        var parts = (text ?? "").Split('.');
        if (parts.Length != 3 || !uint.TryParse(parts[0], out var major) || !uint.TryParse(parts[1], out var minor) || !uint.TryParse(parts[2], out var patch))
        {
            return false;
        }

        version = new ApiVersion(major, minor, patch);
        return true;
    }

    /// <summary>The reason why a host of this version rejects a plugin that requires <paramref name="required"/>; null if it accepts it.</summary>
    public string? Refuses(ApiVersion required) =>
        required.Major != Major ? "major versions disagree"
        : required.Minor > Minor ? "the host's minor version is lower than the required one"
        : required.Minor == Minor && required.Patch > Patch ? "the host's patch version is lower than the required one"
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}
