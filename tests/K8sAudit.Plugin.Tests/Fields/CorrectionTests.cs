using System.Reflection;

namespace K8sAudit.Plugin.Tests.Fields;

/// <summary>Where the original plugin answers wrongly or not at all. docs/reference/parity.md names each of these tests.</summary>
public class CorrectionTests
{
    private const string Pods = "\"objectRef\":{\"resource\":\"pods\",\"name\":\"web\"}";

    [Fact]
    public void Source_addresses_are_those_of_the_event()
    {
        AssertFields.Has("ka.sourceips", """ "sourceIPs":["10.0.0.1","10.0.0.2"] """, "10.0.0.1", "10.0.0.2");
        AssertFields.HasAt("ka.sourceips", 1, """ "sourceIPs":["10.0.0.1","10.0.0.2"] """, "10.0.0.2");
        AssertFields.Has("ka.sourceips", """ "requestObject":{"rules":[{"sourceIPs":["10.0.0.1"]}]} """);
    }

    [Fact]
    public void Each_port_of_a_service_is_a_value()
    {
        const string service = """ "requestObject":{"spec":{"ports":[{"port":80},{"port":443}]}} """;
        AssertFields.Has("ka.req.service.ports", service, """{"port":80}""", """{"port":443}""");
        AssertFields.HasAt("ka.req.service.ports", 1, service, """{"port":443}""");
    }

    [Fact]
    public void A_host_path_counts_in_every_volume()
    {
        const string pod = """ "requestObject":{"spec":{"volumes":[{"name":"a","emptyDir":{}},{"name":"b","hostPath":{"path":"/etc"}}]}} """;
        AssertFields.HasFor("ka.req.volume.hostpath", "/etc", pod, "true");
        AssertFields.HasFor("ka.req.volume.hostpath", "/e*", pod, "true");
        AssertFields.HasFor("ka.req.volume.hostpath", "/proc", pod, "false");
        AssertFields.HasFor("ka.req.volume.hostpath", "", pod, "false");
    }

    [Theory]
    [InlineData("nginx", "nginx")]
    [InlineData("nginx:1.27", "nginx")]
    [InlineData("nginx@sha256:00", "nginx")]
    [InlineData("reg.example:5000/team/app", "reg.example:5000/team/app")]
    [InlineData("reg.example:5000/team/app:1@sha256:00", "reg.example:5000/team/app")]
    [InlineData("[::1]:5000/app:1", "[::1]:5000/app")]
    public void The_port_of_a_registry_belongs_to_the_repository(string image, string repository)
    {
        var pod = $$$""" "requestObject":{"spec":{"containers":[{"image":"{{{image}}}"}]}} """;
        AssertFields.Has("ka.req.pod.containers.image.repository", pod, repository);
        AssertFields.Has("ka.req.container.image.repository", pod, repository);
    }

    [Theory]
    [InlineData("runAsUser", "user")]
    [InlineData("runAsGroup", "group")]
    public void The_effective_ids_come_from_the_security_contexts(string id, string field)
    {
        var containers = $$$""" "containers":[{"name":"a"},{"securityContext":{"{{{id}}}":5}}] """;
        AssertFields.Has($"ka.req.pod.containers.eff_run_as_{field}", $$$""" "requestObject":{"spec":{ {{{containers}}} }} """, "0", "5");
        AssertFields.Has(
            $"ka.req.pod.containers.eff_run_as_{field}",
            $$$""" "requestObject":{"spec":{ {{{containers}}},"securityContext":{"{{{id}}}":9} }} """,
            "9",
            "5");
    }

    [Fact]
    public void Each_added_capability_is_a_value() => AssertFields.Has(
        "ka.req.pod.containers.add_capabilities",
        """ "requestObject":{"spec":{"containers":[{"securityContext":{"capabilities":{"add":["SYS_ADMIN","NET_RAW"]}}}]}} """,
        "SYS_ADMIN",
        "NET_RAW");

    [Theory]
    [InlineData("name", "\"name\":\"x\"", "x")]
    [InlineData("image", "\"image\":\"x\"", "x")]
    [InlineData("image.repository", "\"image\":\"x:1\"", "x")]
    [InlineData("command", "\"command\":[\"x\",\"y\"]", "x y")]
    [InlineData("args", "\"args\":[\"x\",\"y\"]", "x y")]
    [InlineData("host_port", "\"ports\":[{\"hostPort\":5}]", "5")]
    public void A_container_without_the_value_does_not_hide_the_others(string field, string member, string value)
    {
        var containers = $$$""" {"other":1},{"command":"no array","args":5,"ports":{}},{"command":[],"args":[],"ports":[]},{ {{{member}}} } """;
        AssertFields.Has($"ka.req.pod.containers.{field}", $$$""" "requestObject":{"spec":{"containers":[ {{{containers}}} ]}} """, value);
    }

    [Theory]
    [InlineData("command")]
    [InlineData("args")]
    public void A_word_that_is_not_a_string_does_not_hide_the_others(string field) => AssertFields.Has(
        $"ka.req.pod.containers.{field}",
        $$$""" "requestObject":{"spec":{"containers":[{"{{{field}}}":["x",5,true,null,{"a":1},"y"]},{"{{{field}}}":["z"]}]}} """,
        "x 5 true {\"a\":1} y",
        "z");

    [Theory]
    [InlineData("ka.req.pod.volumes.volume_type")]
    [InlineData("ka.req.container.privileged")]
    [InlineData("ka.req.pod.containers.eff_run_as_user")]
    [InlineData("ka.req.pod.containers.image")]
    public void A_JSON_patch_has_no_values_and_does_no_harm(string field) =>
        AssertFields.Has(field, """ "requestObject":[{"op":"add","path":"/spec/volumes/0","value":{"hostPath":{"path":"/"}}},null,5] """);

    [Fact]
    public void The_deprecated_subject_field_is_not_applicable() => AssertFields.HasFor("ka.req.binding.subject.has_name", "alice", Pods, "N/A");

    [Theory]
    [InlineData("/exec?command=%zz&command=sh", "sh")]
    [InlineData("/exec?x=%&command=sh", "sh")]
    [InlineData("/exec?command=a;b&command=sh", "sh")]
    [InlineData("/exec?container=a#&command=sh", "sh")]
    public void A_broken_parameter_does_not_hide_the_others(string uri, string value) =>
        AssertFields.HasFor("ka.uri.param", "command", $""" "requestURI":"{uri}" """, value);

    [Fact]
    public void A_pod_has_its_name_before_there_is_a_response()
    {
        AssertFields.Has("ka.target.pod.name", Pods, "web");
        AssertFields.Has("ka.target.pod.name", Pods + """, "responseObject":{"kind":"Status","metadata":{}} """, "web");
        AssertFields.Has("ka.target.pod.name", Pods + """, "responseObject":{"metadata":{"name":"web-x7k"}} """, "web-x7k");
    }

    [Fact]
    public void A_NUL_does_not_cut_a_value_short() =>
        AssertFields.Has("ka.user.name", """ "user":{"username":"alice\u0000,mallory"} """, "alice\uFFFD,mallory");

    [Fact]
    public void The_last_of_equal_members_counts_as_in_the_API_server()
    {
        AssertFields.Has("ka.verb", """ "verb":"get","verb":"delete" """, "delete");
        AssertFields.Has("ka.verb", """ "verb":"get","\u0076erb":"delete" """, "delete");
        AssertFields.Has("ka.user.name", """ "user":{"username":"a"},"user":{"uid":"1"} """);
        AssertFields.Has(
            "ka.req.pod.containers.image",
            """ "requestObject":{"spec":{"containers":[{"image":"a"}],"containers":[{"image":"b","image":"c"},{"name":"x"}]}} """,
            "c");
        AssertFields.Has(
            "ka.req.pod.volumes.volume_type",
            """ "requestObject":{"spec":{"volumes":[{"secret":{},"hostPath":{},"secret":null}]}} """,
            "hostPath");
    }

    [Fact]
    public void Null_is_no_value()
    {
        AssertFields.Has("ka.verb", """ "verb":null """);
        AssertFields.Has("ka.user.groups", """ "user":{"groups":[null,"a"]} """, "a");
        AssertFields.Has(
            "ka.req.pod.containers.host_port",
            """ "requestObject":{"spec":{"containers":[{"ports":[{"hostPort":null,"containerPort":5}]}]}} """,
            "5");
    }

    [Theory]
    [InlineData("ka.user.groups", "\"user\":{\"groups\":\"system:masters\"}")]
    [InlineData("ka.req.binding.subjects.user_names", "\"requestObject\":{\"subjects\":{\"kind\":\"User\",\"name\":\"a\"}}")]
    [InlineData("ka.req.role.rules", "\"requestObject\":{\"rules\":true}")]
    [InlineData("ka.req.pod.containers.command", "\"requestObject\":{\"spec\":{\"containers\":[{\"command\":\"sh\"}]}}")]
    public void What_is_not_a_list_has_no_values_and_is_not_an_error(string field, string members) => AssertFields.Has(field, members);

    [Fact]
    public void Every_correction_is_in_the_parity_document()
    {
        var document = File.ReadAllText(RepositoryFiles.PathOf("docs/reference/parity.md"));
        var names = typeof(CorrectionTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.Name);
        Assert.All(names.Where(name => name != nameof(Every_correction_is_in_the_parity_document)), name => Assert.Contains($"`{name}`", document));
    }
}
