using FalcoRules.Text;

namespace FalcoRules.Items;

/// <summary>The key <c>append</c>, which <c>override</c> has taken the place of.</summary>
internal static class AppendFlag
{
    /// <summary>Whether the item has <c>append: true</c>; that is worth a warning.</summary>
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
