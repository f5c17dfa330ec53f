using FalcoPlugin.Abi;
using FalcoPlugin.Sdk;
using static FalcoPlugin.Json.JsonPath;
using static K8sAudit.Plugin.Fields.FieldKinds;

namespace K8sAudit.Plugin.Fields;

/// <summary>The fields that say what is requested, how the API server answers, and how the event reports it.</summary>
internal static class RequestFields
{
    /// <summary>The rows.</summary>
    public static Field<AuditEvent>[] Create()
    {
        var target = Root / "objectRef";
        var status = Root / "responseStatus";
        var uri = Root / "requestURI";
        var labels = new MetadataMaps("metadata/labels");
        var annotations = new MetadataMaps("metadata/annotations");
        return
        [
            Text(
                "ka.target.apigroup",
                "The API group of the object that the request is about: apps, rbac.authorization.k8s.io …; no value for the core group",
                Values.FirstUnlessEmpty(target / "apiGroup")),
            Text("ka.target.apiversion", "The version of that API group: v1, v1beta1 …", OnDemandValues.First(target / "apiVersion")),
            Text("ka.target.uid", "The unique id of that object, where the request names it", OnDemandValues.First(target / "uid")),
            Text("ka.level", "How much of the request the audit policy reports: Metadata, Request or RequestResponse", OnDemandValues.First(Root / "level")),
            Typed(FieldType.UInt64, "ka.response.status", "The response's HTTP status as a number: ka.response.status >= 400", Numbers.First(status / "code")),
            Text("ka.response.message", "The message of a failed request", OnDemandValues.First(status / "message")),
            Typed(
                FieldType.RelTime,
                "ka.latency",
                "The time from receiving the request to the stage of the event, in nanoseconds",
                Latency.Between(Root / "requestReceivedTimestamp", Root / "stageTimestamp")),
            Keyed(
                "ka.annotation",
                "The value of an annotation of the audit event: ka.annotation[authorization.k8s.io/decision]",
                OnDemandValues.Member(Root / "annotations")),
            Text(
                "ka.dry_run",
                "true where the request asks for a dry run (dryRun=All in the URI, or in the options of a deletion or an eviction) and the API server follows that; else false. exec, attach, "
                + "portforward, proxy, token requests and reviews are never dry runs. Whether a deletion is one is known where its request object is reported (level Request)",
                new DryRun(uri, Root / "requestObject").Extractor()),
            Text("ka.field_selector", "The field selector of the request, decoded: metadata.name=web", UriParameter.Of(uri, "fieldSelector"u8.ToArray())),
            Text("ka.label_selector", "The label selector of the request, decoded: app=web,tier!=db", UriParameter.Of(uri, "labelSelector"u8.ToArray())),
            Keyed(
                "ka.req.labels",
                "The value of a label of the created or changed object, as it is after the request: ka.req.labels[app.kubernetes.io/name]",
                labels.Value()),
            List("ka.req.label_keys", "The keys of the labels of that object", labels.Keys()),
            Keyed("ka.req.annotations", "The value of an annotation of that object", annotations.Value()),
            List("ka.req.annotation_keys", "The keys of the annotations of that object", annotations.Keys()),
            KeyedList(
                "ka.req.value",
                "The values in the request object that a JSON pointer selects; * stands for all elements of a list or all members of an object: ka.req.value[/spec/containers/*/image]",
                Values.AtPointer(AuditFields.RequestObject)),
            KeyedList("ka.resp.value", "The same in the response object", Values.AtPointer(AuditFields.ResponseObject)),
            List(
                "ka.req.removed",
                "What a patch removes, as JSON pointers: the paths of the remove operations (and where a move comes from) of a JSON patch, the members that a merge patch sets to null. "
                + "Pointers of more than 512 bytes are left out",
                RemovedMembers.Add),
        ];
    }
}
