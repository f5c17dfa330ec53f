using FalcoRules.Text;
using FalcoRules.Yaml;

namespace FalcoRules.Items;

/// <summary>An item's <c>override</c>: the keys that are appended to and those that are replaced.</summary>
internal sealed class Overrides
{
    private Overrides()
    {
    }

    /// <summary>The keys that are appended to.</summary>
    public HashSet<ItemKey> Append { get; } = [];

    /// <summary>The keys that are replaced.</summary>
    public HashSet<ItemKey> Replace { get; } = [];

    /// <summary>Whether it has any key.</summary>
    public bool IsEmpty => Append.Count + Replace.Count == 0;

    /// <summary>Reads and checks an item's overrides; <see cref="ItemFields.HasErrors"/> tells whether they are valid.</summary>
    public static Overrides Read(ItemFields fields)
    {
        var overrides = new Overrides();
        foreach (var entry in fields.Get(ItemKinds.Override, []))
        {
            overrides.Add(entry, fields);
        }

        if (!overrides.IsEmpty && fields.Get(ItemKinds.Append, false))
        {
            fields.Fail(DiagnosticCodes.YamlValidate, fields.KeyLocation(ItemKinds.Append), ItemMessages.OverrideAndAppend);
        }
        else if (!overrides.IsEmpty)
        {
            CheckEveryKeyIsNamed(overrides, fields);
        }

        return overrides;
    }

    private void Add(YamlEntry entry, ItemFields fields)
    {
        var key = fields.Kind.Find(entry.Key.Value);
        var operation = (entry.Value as YamlScalar)?.Value;
        var isAllowed = key is not null && operation switch
        {
            "append" => key.MayAppend,
            "replace" => key.MayReplace,
            _ => false,
        };
        if (!isAllowed)
        {
            var location = operation is "append" or "replace" ? entry.Key.Location : entry.Value.Location;
            fields.Fail(DiagnosticCodes.YamlValidate, location, ItemMessages.BadOverride(fields.Kind, key, entry.Key.Value, entry.Value.Description));
        }
        else if (!fields.Has(key!))
        {
            fields.Fail(DiagnosticCodes.YamlValidate, entry.Key.Location, ItemMessages.OverrideWithoutValue(entry.Key.Value, operation!));
        }
        else
        {
            (operation == "append" ? Append : Replace).Add(key!);
        }
    }

    private static void CheckEveryKeyIsNamed(Overrides overrides, ItemFields fields)
    {
        foreach (var key in fields.Present().Where(key => key.MayAppend || key.MayReplace))
        {
            if (!overrides.Append.Contains(key) && !overrides.Replace.Contains(key))
            {
                fields.Fail(DiagnosticCodes.YamlValidate, fields.KeyLocation(key), ItemMessages.ValueWithoutOverride(key));
            }
        }
    }
}
