using FalcoPlugin.Sdk;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields of objects that extend the API server, after the request: admission webhooks, API services, custom resource definitions.</summary>
internal static class ExtensionFields
{
    private static readonly ObjectValues _webhook = ObjectValues.Of(ObjectFamily.Webhook);
    private static readonly ObjectValues _apiService = ObjectValues.Of(ObjectFamily.ApiService);
    private static readonly ObjectValues _definition = ObjectValues.Of(ObjectFamily.CustomResourceDefinition);

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() =>
    [
        List("ka.webhook.urls", "The URLs of the created or changed admission webhooks", _webhook.All("webhooks/*/clientConfig/url")),
        List("ka.webhook.services", "Their services, as namespace/name", _webhook.Services("webhooks/*/clientConfig/service")),
        List("ka.webhook.failure_policies", "What happens if they fail: Fail or Ignore", _webhook.All("webhooks/*/failurePolicy")),
        List("ka.webhook.resources", "The resources whose requests they see", _webhook.All("webhooks/*/rules/*/resources/*")),
        List("ka.webhook.verbs", "The operations that they see: CREATE, UPDATE, DELETE, CONNECT, *", _webhook.All("webhooks/*/rules/*/operations/*")),
        Text(
            "ka.webhook.has_namespace_selector",
            "true if one of them is limited by a namespace or object selector, false if none is",
            _webhook.Any("webhooks/*", "webhooks/*", WebhookSelectors.IsLimited)),
        Text(
            "ka.apiservice.service",
            "The service that answers for the created or changed API service, as namespace/name",
            _apiService.LastService("spec/service")),
        Text(
            "ka.crd.conversion_url",
            "The URL that converts the objects of the created or changed custom resource definition",
            _definition.Last("spec/conversion/webhook/clientConfig/url")),
        Text(
            "ka.crd.conversion_service",
            "The service that converts them, as namespace/name",
            _definition.LastService("spec/conversion/webhook/clientConfig/service")),
    ];
}
