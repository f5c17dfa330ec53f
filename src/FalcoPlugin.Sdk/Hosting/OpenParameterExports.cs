using System.Text.Json;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Sdk.Hosting;

/// <summary>The exports that <see cref="IOpenParameters"/> adds.</summary>
public static unsafe class OpenParameterExports<TPlugin>
    where TPlugin : class, IPlugin<TPlugin>, IOpenParameters
{
    /// <summary><c>plugin_list_open_params</c></summary>
    public static byte* ListOpenParams(void* state, ReturnCode* result)
    {
        if (result != null)
        {
            *result = ReturnCode.Failure;
        }

        return (byte*)PluginHandle<TPlugin>.Invoke(state, result, null, static (handle, result, _) => List(handle, (ReturnCode*)result));
    }

    private static byte* List(PluginHandle<TPlugin> handle, ReturnCode* result)
    {
        HostMistakes.ThrowIfNull(result, Symbols.ListOpenParams, "rc");
        var text = handle.OpenParameters.Set(JsonArray.Of(handle.RequirePlugin().ListOpenParameters(), Write));
        *result = ReturnCode.Success;
        return text;
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
