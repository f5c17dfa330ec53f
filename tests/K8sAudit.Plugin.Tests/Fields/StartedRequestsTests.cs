using System.Text;
using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public sealed class StartedRequestsTests : IDisposable
{
    private readonly FieldProbe<AuditEvent> _probe = new();

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData("ResponseComplete")]
    [InlineData("Panic")]
    public void The_end_of_a_request_is_not_first_after_its_start(string end)
    {
        Assert.Equal("true", Read("ResponseStarted"));
        Assert.Equal("false", Read(end));
        Assert.Equal("false", Read(end));
    }

    [Fact]
    public void The_end_of_a_request_is_first_if_its_start_is_not_reported() => Assert.Equal("true", Read("ResponseComplete"));

    [Fact]
    public void Another_audit_ID_is_another_request()
    {
        Read("ResponseStarted");
        Assert.Equal("true", Read("ResponseComplete", auditId: "b"));
    }

    [Fact]
    public void A_request_with_the_audit_ID_of_another_one_is_not_hidden_behind_it()
    {
        Read("ResponseStarted");
        Assert.Equal("true", Read("ResponseComplete", uri: "/api/v1/namespaces/a/pods/other/exec"));
    }

    [Fact]
    public void A_start_that_is_retried_is_first_again()
    {
        Read("ResponseStarted");
        Assert.Equal("true", Read("ResponseStarted"));
    }

    [Fact]
    public void Many_other_requests_do_not_make_the_table_grow()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Read("ResponseStarted", auditId: $"{i}");
        }

        Assert.Equal("false", Read("ResponseComplete", auditId: "99999"));
    }

    private string Read(string stage, string auditId = "a", string uri = "/api/v1/namespaces/a/pods/b/exec")
    {
        _probe.Load(Encoding.UTF8.GetBytes($$"""{"auditID":"{{auditId}}","stage":"{{stage}}","requestURI":"{{uri}}"}"""));
        return Assert.Single(_probe.Read(FieldCase.FieldOf("ka.stage.first")).Values);
    }
}
