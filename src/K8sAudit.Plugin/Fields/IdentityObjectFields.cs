using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields of objects that give identities and secrets, after the request: signing requests, tokens, secrets, service accounts.</summary>
internal static class IdentityObjectFields
{
    private static readonly ObjectValues _request = ObjectValues.Of(ObjectFamily.SigningRequest);
    private static readonly ObjectValues _account = ObjectValues.Of(ObjectFamily.ServiceAccount);
    private static readonly ObjectValues _token = new(source => source.Changed.HasSubresource ? source.Changed.NodesOf(ObjectFamily.ServiceAccount) : []);
    private static readonly ObjectValues _secret = ObjectValues.Of(ObjectFamily.Secret);

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() =>
    [
        Text("ka.csr.signer", "The signer of the certificate signing request", _request.Last("spec/signerName")),
        List("ka.csr.usages", "The usages of the certificate that it asks for", _request.All("spec/usages/*")),
        Text("ka.csr.common_name", "The common name of that certificate, which is the user", _request.OfLast(CertificateSubject.AddCommonName, "spec/request")),
        List(
            "ka.csr.organizations",
            "The organizations of that certificate, which are the groups",
            _request.OfLast(CertificateSubject.AddOrganizations, "spec/request")),
        Text(
            "ka.csr.approved",
            "true if the certificate signing request is approved, false if it is not",
            _request.Any("", "status/conditions/*/type", static (source, type) => source.Tree.TextIs(type, "Approved"u8))),
        List("ka.token.audiences", "The audiences of the requested service account token", _token.All("spec/audiences/*")),
        Typed(
            FieldType.UInt64,
            "ka.token.seconds",
            "The lifetime of the requested service account token, in seconds",
            _token.LastNumber("spec/expirationSeconds")),
        Text("ka.secret.type", "The type of the created or changed secret", _secret.Last("type")),
        List("ka.secret.keys", "The keys of its data", _secret.MemberNames("data", "stringData")),
        List(
            "ka.serviceaccount.cloud_identity",
            "The cloud identities that the created or changed service account acts as (annotations of EKS, GKE and Azure)",
            _account.Each(CloudIdentities.Add, "metadata/annotations")),
    ];
}
