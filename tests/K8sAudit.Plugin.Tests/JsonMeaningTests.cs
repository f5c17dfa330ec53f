using System.Text;
using K8sAudit.Plugin.Events;
using K8sAudit.Plugin.Tests.Fields;

namespace K8sAudit.Plugin.Tests;

/// <summary>JSON that two parsers could read differently: from the bytes of a body or line to the values of a field.</summary>
public class JsonMeaningTests
{
    [Theory]
    [InlineData("""{A,"verb":"get","verb":"delete"}""", "ka.verb", "delete")]
    [InlineData("""{A,"verb":"get","\u0076erb":"delete"}""", "ka.verb", "delete")]
    [InlineData("""{A,"user":{"username":"alice"},"user":{"uid":"1"}}""", "ka.user.name")]
    [InlineData("""{"auditID":"0","auditID":"1","kind":"Pod","kind":"Event","verb":"get"}""", "ka.auditid", "1")]
    [InlineData("""{"kind":"EventList","items":[{A,"verb":"get"}],"items":[{A,"verb":"delete"}]}""", "ka.verb", "delete")]
    public void Of_a_key_that_comes_twice_the_last_counts(string text, string field, params string[] values) => AssertMeans(text, field, values);

    [Theory]
    [InlineData("""{A,"verb":"a\ud800b"}""", "a\uFFFDb")]
    [InlineData("""{A,"verb":"a\udc00b"}""", "a\uFFFDb")]
    [InlineData("""{A,"verb":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{A,"verb":"get\u0000,delete"}""", "get\uFFFD,delete")]
    [InlineData("{A,\"verb\":\"a\u00ffb\"}", "a\uFFFDb")]
    [InlineData("{A,\"verb\":\"a\u00c0\u00afb\"}", "a\uFFFD\uFFFDb")]
    public void What_is_not_a_character_is_replaced(string latin1, string verb) => AssertMeans(Encoding.Latin1.GetBytes(latin1), "ka.verb", [verb], 0);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-0")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("200.0")]
    public void A_number_is_its_digits(string number)
    {
        AssertMeans("""{A,"responseStatus":{"code":{0}}}""".Replace("{0}", number, StringComparison.Ordinal), "ka.response.code", [number]);
        AssertMeans(
            """{A,"requestObject":{"spec":{"containers":[{"securityContext":{"runAsUser":{0}}}]}}}""".Replace("{0}", number, StringComparison.Ordinal),
            "ka.req.pod.containers.eff_run_as_user",
            [number]);
    }

    [Theory]
    [InlineData("\uFEFF{A,\"verb\":\"get\"}", 0, "get")]
    [InlineData("{A,\"verb\":\"get\"}\n\uFEFF{A,\"verb\":\"delete\"}", 0, "get", "delete")]
    [InlineData("{A,\"verb\":\"get\"}\uFEFF{A,\"verb\":\"delete\"}", 1)]
    [InlineData("[\uFEFF{A},{A,\"verb\":\"delete\"}]", 1)]
    public void A_byte_order_mark_may_precede_a_line_and_nothing_else(string text, int rejected, params string[] verbs) =>
        AssertMeans(Encoding.UTF8.GetBytes(text), "ka.verb", verbs, rejected);

    [Theory]
    [InlineData("""{A,"verb":"get"}garbage""", 1)]
    [InlineData("""{A,"verb":"get"}}""", 1)]
    [InlineData("""{A,"verb":"get"},""", 0, "get")]
    [InlineData("""{A,"verb":"get"}{A,"verb":"delete"}""", 0, "get", "delete")]
    [InlineData("""{A,"verb":"get"}{A,"verb":"dele""", 1, "get")]
    [InlineData("""{A,"verb":"get"} garbage {A,"verb":"delete"}""", 1)]
    public void An_event_counts_only_if_its_whole_line_is_JSON(string text, int rejected, params string[] verbs) =>
        AssertMeans(Encoding.UTF8.GetBytes(text), "ka.verb", verbs, rejected);

    private static void AssertMeans(string text, string field, string[] values) => AssertMeans(Encoding.UTF8.GetBytes(text), field, values, 0);

    private static void AssertMeans(byte[] text, string field, string[] values, int rejected)
    {
        text = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(text).Replace("{A", "{\"auditID\":\"1\"", StringComparison.Ordinal));
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(262_144));
        Assert.Equal(values, result.Events.ToArray().SelectMany(e => AssertFields.Ask(field, null, result.Json(text, e)).Values));
        Assert.Equal(rejected, result.Rejected.Total);
    }
}
