using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>What <see cref="IOpenParameters"/> adds.</summary>
public static unsafe class OpenParameterExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IOpenParameters
{
    /// <summary><c>plugin_list_open_params</c></summary>
    public static byte* ListOpenParams(void* state, ReturnCode* result)
    {
        var text = PluginHandle<TPlugin>.Invoke(state, null, null, static (handle, _, _) => handle.OpenParameters.Set(JsonArray.Of(handle.RequirePlugin().ListOpenParameters(), Write)));
        *result = text is null ? ReturnCode.Failure : ReturnCode.Success;
        return (byte*)text;
    }

    private static void Write(Utf8JsonWriter json, OpenParameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("value"u8, parameter.Value);
        json.WriteString("desc"u8, parameter.Description);
        if (parameter.Separator.Length > 0)
        {
            json.WriteString("separator"u8, parameter.Separator);
        }

        json.WriteEndObject();
    }
}
