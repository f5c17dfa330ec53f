using FalcoPlugin.Json;
using FalcoPlugin.Sdk;

namespace K8sAudit.Plugin.Fields;

/// <summary>Reads the ports of a service as text.</summary>
/// <param name="ports">Path to the ports themselves.</param>
internal sealed class ServicePorts(JsonPath ports)
{
    // The separators, and the protocol where the request leaves it to the API server.
    private const int MaxConstants = 8;

    private readonly int _ports = AuditFields.Paths.Add(ports);
    private readonly int _numbers = AuditFields.Paths.Add(ports / "port");
    private readonly int _nodePorts = AuditFields.Paths.Add(ports / "nodePort");
    private readonly int _protocols = AuditFields.Paths.Add(ports / "protocol");

    /// <summary>
    /// For each port what <c>kubectl get service</c> shows of it: <c>80/TCP</c>, or <c>80:30080/TCP</c> where the request names a node port. The protocol is
    /// <c>TCP</c> where the request has none, as in the API server. An entry without a port number has no text.
    /// </summary>
    public FieldExtractor<AuditEvent> Texts() =>
        (AuditEvent source, in FieldArgument argument, FieldValues values) =>
        {
            var numbers = source.Ranges(_numbers);
            var nodePorts = source.Ranges(_nodePorts);
            var protocols = source.Ranges(_protocols);
            foreach (var port in source.Ranges(_ports))
            {
                if (argument.Takes(port) && numbers.AdvanceWithin(port))
                {
                    var text = new ComposedText(values.BeginText(checked(JsonText.MaxLength(port.Of(source.Payload)) + MaxConstants)), source.Payload);
                    text.Append(numbers.Current);
                    AppendNodePort(ref text, ref nodePorts, port, source.Payload);
                    AppendProtocol(ref text, ref protocols, port);
                    values.EndText(text.Length);
                }
            }
        };

    // The API server takes 0 like a node port that is missing: it chooses one.
    private static void AppendNodePort(ref ComposedText text, ref JsonRanges nodePorts, JsonRange port, ReadOnlySpan<byte> json)
    {
        if (nodePorts.AdvanceWithin(port) && !nodePorts.Current.Of(json).SequenceEqual("0"u8))
        {
            text.Append(":"u8);
            text.Append(nodePorts.Current);
        }
    }

    private static void AppendProtocol(ref ComposedText text, ref JsonRanges protocols, JsonRange port)
    {
        text.Append("/"u8);
        if (!protocols.AdvanceWithin(port) || text.Append(protocols.Current) == 0)
        {
            text.Append("TCP"u8);
        }
    }
}
