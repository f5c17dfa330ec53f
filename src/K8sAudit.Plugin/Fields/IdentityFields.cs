using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields that say who makes a request, and from where.</summary>
internal static class IdentityFields
{
    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Create()
    {
        var user = Root / "user";
        var impersonated = Root / "impersonatedUser";
        var userName = new UserNames(user / "username");
        var addresses = new SourceAddresses(Root / "sourceIPs" / Each);
        return
        [
            Text("ka.user.uid", "The unique id of the user who makes the request", OnDemandValues.First(user / "uid")),
            KeyedList(
                "ka.user.extra",
                "The extra information that the authenticator gives about that user: ka.user.extra[authentication.kubernetes.io/pod-name]",
                OnDemandValues.ElementsOfMember(user / "extra")),
            Text(
                "ka.user.is_serviceaccount",
                "true where the name of that user begins with system:serviceaccount:, else false",
                userName.HasPrefix(ServiceAccountName.Prefix.ToArray())),
            Text("ka.user.is_node", "true where the name of that user begins with system:node:, else false", userName.HasPrefix("system:node:"u8.ToArray())),
            Text("ka.user.serviceaccount", "The service account that makes the request, as namespace:name", userName.ServiceAccount()),
            Text("ka.user.namespace", "The namespace of that service account", userName.Namespace()),
            List("ka.impuser.groups", "The groups of the impersonated user", impersonated / "groups" / Each),
            Text("ka.impuser.uid", "The unique id of the impersonated user", impersonated / "uid"),
            KeyedList("ka.impuser.extra", "The extra information of the impersonated user", OnDemandValues.ElementsOfMember(impersonated / "extra")),
            Typed(
                FieldType.IPAddress,
                "ka.source.ip",
                "The first source address: the client's own or, behind a proxy, what the client or the proxy claims in X-Forwarded-For. IPv4 also where it is written as ::ffff:10.0.0.1",
                addresses.First()),
            Typed(
                FieldType.IPNetwork,
                "ka.source.net",
                "The same address for comparisons with networks: ka.source.net in (10.0.0.0/8, fd00::/8)",
                addresses.First()),
            Text(
                "ka.source.is_public",
                "true where the first source address is globally routable: not private (RFC 1918, fc00::/7), shared (100.64.0.0/10), loopback, link-local, reserved, for documentation, or "
                + "multicast; else false",
                addresses.IsFirstPublic()),
            Text("ka.source.any_public", "true where any of the source addresses is globally routable, else false", addresses.IsAnyPublic()),
            Text(
                "ka.useragent.name",
                "The client's name, the part of the user agent before the first slash or space: kubectl, curl, python-requests",
                UserAgentName.Of(Root / "userAgent")),
        ];
    }
}
