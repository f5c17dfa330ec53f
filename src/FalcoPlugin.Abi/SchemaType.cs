namespace FalcoPlugin.Abi;

/// <summary>The language of a configuration schema (<c>ss_plugin_schema_type</c>).</summary>
public enum SchemaType
{
    /// <summary>No schema.</summary>
    None = 0,

    /// <summary>JSON Schema.</summary>
    Json = 1,
}
