namespace FalcoRules.Layout;

/// <summary>All messages about formatting.</summary>
internal static class LayoutMessages
{
    public const string CannotFormat =
        "The file cannot be formatted without changing its meaning, and is left as it is: write it without explicit keys ('? ').";
}
