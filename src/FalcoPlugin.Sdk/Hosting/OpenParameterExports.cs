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
        var handle = PluginHandle<TPlugin>.From(state);
        *result = ReturnCode.Failure;
        if (handle is null)
        {
            return null;
        }

        try
        {
            var text = handle.OpenParameters.Set(ToJson(handle.Started().ListOpenParameters()));
            *result = ReturnCode.Success;
            return text;
        }
        catch (Exception exception)
        {
            *result = handle.Fail(exception);
            return null;
        }
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
