using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IInitSchema"/> adds.</summary>
public static unsafe class InitSchemaExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IInitSchema
{
    /// <summary><c>plugin_get_init_schema</c></summary>
    public static byte* GetInitSchema(SchemaType* type)
    {
        var schema = type == null ? null : PluginMetadata<TPlugin>.Text(Symbols.GetInitSchema, static () => TPlugin.InitSchema);
        if (type != null)
        {
            *type = schema == null ? SchemaType.None : SchemaType.Json;
        }

        return schema;
    }
}
