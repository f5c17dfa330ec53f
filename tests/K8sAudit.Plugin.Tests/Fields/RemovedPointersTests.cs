using K8sAudit.Plugin.Fields;

namespace K8sAudit.Plugin.Tests.Fields;

public class RemovedPointersTests
{
    [Fact]
    public void A_pointer_that_is_too_long_does_not_hide_the_others()
    {
        var longest = new string('a', RemovedPointers.MaxLength - 1);
        AssertFields.Has(
            "ka.req.removed",
            $$""" "verb":"patch","requestObject":{"{{longest}}":null,"a{{longest}}":null,"x{{longest}}":{"y":null},"b":null} """,
            "/" + longest,
            "/b");
        AssertFields.Has("ka.req.removed", $$""" "verb":"patch","requestObject":[{"op":"remove","path":"//{{longest}}"},{"op":"remove","path":"/b"}] """, "/b");
    }

    [Fact]
    public void The_pointers_of_a_patch_that_nests_deeply_stay_short()
    {
        var patch = string.Concat(Enumerable.Repeat("""{"x":null,"abcdefgh":""", 400)) + "{}" + new string('}', 400);
        Assert.All(
            AssertFields.Ask(
                "ka.req.removed",
                null,
                System.Text.Encoding.UTF8.GetBytes($$"""{"auditID":"1","verb":"patch","requestObject":{{patch}}}""")).Values,
            pointer => Assert.InRange(pointer.Length, 2, RemovedPointers.MaxLength));
    }
}
