using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IInitSchema"/> adds.</summary>
public static unsafe class InitSchemaExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IInitSchema
{
    private static readonly byte* _schema = NativeText.Allocate(TPlugin.InitSchema);

    /// <summary><c>plugin_get_init_schema</c></summary>
    public static byte* GetInitSchema(SchemaType* type)
    {
        *type = SchemaType.Json;
        return _schema;
    }
}
