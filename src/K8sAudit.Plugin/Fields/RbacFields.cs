using FalcoPlugin.Sdk;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields of role bindings and roles, after the request.</summary>
internal static class RbacFields
{
    private static readonly ObjectValues _binding = ObjectValues.Of(ObjectFamily.Binding);
    private static readonly ObjectValues _role = ObjectValues.Of(ObjectFamily.Role);

    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Rows() =>
    [
        Text("ka.binding.role", "The role that the created or changed role binding grants", _binding.Last("roleRef/name")),
        Text("ka.binding.role_kind", "The kind of that role: Role or ClusterRole", _binding.Last("roleRef/kind")),
        List(
            "ka.binding.subjects",
            "The subjects of the role binding after the request: User:jane, Group:system:masters, ServiceAccount:shop/web",
            _binding.Each(BindingSubjects.AddKindAndName, "subjects/*")),
        List("ka.binding.users", "The users among them", _binding.Each(BindingSubjects.AddUser, "subjects/*")),
        List("ka.binding.groups", "The groups among them", _binding.Each(BindingSubjects.AddGroup, "subjects/*")),
        List(
            "ka.binding.serviceaccounts",
            "The service accounts among them, as namespace:name",
            _binding.Each(BindingSubjects.AddServiceAccount, "subjects/*")),
        List(
            "ka.role.rules",
            "The rules of the created or changed role, each as its verbs, resources or URLs, API groups (except the core group alone) and resource names: "
            + "get|list pods; * deployments apiGroups=apps resourceNames=web; get /metrics",
            _role.Each(RoleRuleText.Add, "rules/*")),
        Keyed("ka.role.grants", "Whether one rule grants a verb on a resource, wildcards included: ka.role.grants[create/pods/exec] is true or false. A * in the key means the wildcard itself", RoleGrants.Of()),
        List("ka.role.verbs", "The verbs in all rules", _role.All("rules/*/verbs/*")),
        List("ka.role.resources", "The resources in all rules", _role.All("rules/*/resources/*")),
        List("ka.role.urls", "The URLs in all rules", _role.All("rules/*/nonResourceURLs/*")),
        Text("ka.role.wildcard", "true if a rule has the verb * or the resource *, false if there are rules and none has", RoleGrants.Wildcard()),
        List(
            "ka.role.aggregates",
            "The cluster roles that the rules are added to (labels rbac.authorization.k8s.io/aggregate-to-…): admin, edit, view",
            _role.Each(RoleAggregates.Add, "metadata/labels")),
    ];
}
