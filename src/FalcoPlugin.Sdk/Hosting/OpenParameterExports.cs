using System.Buffers;
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
        var text = PluginHandle<TPlugin>.Give(state, null, null, static (handle, _, _) => handle.OpenParameters.Set(ToJson(handle.Started().ListOpenParameters())));
        *result = text is null ? ReturnCode.Failure : ReturnCode.Success;
        return (byte*)text;
    }

    private static ReadOnlySpan<byte> ToJson(IReadOnlyList<OpenParameter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var parameter in parameters)
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

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan;
    }
}
