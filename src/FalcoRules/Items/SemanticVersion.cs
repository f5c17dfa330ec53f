using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FalcoRules.Items;

/// <summary>Parses and compares versions as Falco does.</summary>
internal static partial class SemanticVersion
{
    /// <summary>Reads <c>major.minor.patch</c>; anything after the patch number is ignored.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Version? version)
    {
        var match = Pattern().Match(text);
        version = match.Success
            && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var minor)
            && int.TryParse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out var patch)
            ? new Version(major, minor, patch)
            : null;
        return version is not null;
    }

    /// <summary>Whether this version satisfies a required one: the same major version, and not older.</summary>
    public static bool Satisfies(Version version, Version required) => version.Major == required.Major && version >= required;

    [GeneratedRegex(@"^(\d+)\.(\d+)\.(\d+)")]
    private static partial Regex Pattern();
}
