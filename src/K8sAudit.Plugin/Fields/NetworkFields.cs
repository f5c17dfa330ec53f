using FalcoPlugin.Sdk;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields of services and ingresses, after the request.</summary>
internal static class NetworkFields
{
    private static readonly ObjectValues _service = ObjectValues.Of(ObjectFamily.Service);
    private static readonly ObjectValues _ingress = ObjectValues.Of(ObjectFamily.Ingress);

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() =>
    [
        Text("ka.service.type", "The type of the created or changed service", _service.Last("spec/type")),
        List("ka.service.external_ips", "The addresses outside of the cluster that the service answers for", _service.All("spec/externalIPs/*")),
        Text("ka.service.external_name", "The host name that the service stands for", _service.Last("spec/externalName")),
        List(
            "ka.service.load_balancer_ips",
            "The addresses and host names of its load balancer, requested and assigned",
            _service.All("spec/loadBalancerIP", "status/loadBalancer/ingress/*/ip", "status/loadBalancer/ingress/*/hostname")),
        List("ka.ingress.annotations", "The annotations of the created or changed ingress, as key=value", _ingress.Pairs("metadata/annotations")),
        List("ka.ingress.paths", "Its paths", _ingress.All("spec/rules/*/http/paths/*/path")),
        List("ka.ingress.hosts", "Its hosts", _ingress.All("spec/rules/*/host")),
        Text("ka.ingress.tls", "true if the ingress has TLS for a host, false if it has not", _ingress.Any("", "spec/tls/*", static (_, _) => true)),
    ];
}
