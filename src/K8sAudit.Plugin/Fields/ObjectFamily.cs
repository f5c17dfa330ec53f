namespace K8sAudit.Plugin.Fields;

/// <summary>Objects that have the same fields.</summary>
internal enum ObjectFamily
{
    /// <summary>An object without fields of its own.</summary>
    None,

    /// <summary>A pod, or an object with the template of one.</summary>
    Pod,

    /// <summary>A custom resource, which may have specifications of pods anywhere.</summary>
    Custom,
    PersistentVolume,
    Binding,
    Role,
    SigningRequest,
    ServiceAccount,
    Secret,
    Webhook,
    Service,
    Ingress,
    Namespace,
    ApiService,
    CustomResourceDefinition,
    PriorityClass,
    ConfigMap,
    Scale,
}
