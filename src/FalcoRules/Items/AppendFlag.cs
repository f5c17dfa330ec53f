using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>The deprecated key <c>append</c>, replaced by <c>override</c>.</summary>
internal static class AppendFlag
{
    /// <summary>Whether the item has <c>append: true</c>, which is reported as a warning.</summary>
    public static bool Read(ItemFields fields)
    {
        var appends = fields.Get(ItemKinds.Append, false);
        if (appends)
        {
            fields.Warn(DiagnosticCodes.DeprecatedItem, fields.KeyLocation(ItemKinds.Append), ItemMessages.AppendIsDeprecated(fields.Kind));
        }

        return appends;
    }
}
