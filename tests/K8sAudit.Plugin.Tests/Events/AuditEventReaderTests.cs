using System.Text;
using K8sAudit.Plugin.Events;

namespace K8sAudit.Plugin.Tests.Events;

public class AuditEventReaderTests
{
    private const string A = """{"kind":"Event","auditID":"a"}""";
    private const string B = """{"auditID":"b","kind":"Event"}""";
    private const int Limit = 64;
    private const string Deep = Sixty + Sixty + Sixty + Sixty + Sixty + Sixty + Sixty + Sixty + Sixty;
    private const string Sixty = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(100, false)]
    [InlineData(10_000, false)]
    public void Field_offsets_take_at_most_half_the_size_of_their_event(int groups, bool isNoted)
    {
        var list = string.Join(',', Enumerable.Repeat("\"\"", groups));
        var text = Encoding.UTF8.GetBytes($$$"""{"kind":"Event","auditID":"{{{new string('a', 100)}}}","user":{"groups":[{{{list}}}]}}""");
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(text, new EventLimits(1 << 20));
        var slice = Assert.Single(result.Events.ToArray());
        Assert.Equal(isNoted, !result.FieldIndex(slice).IsEmpty);
        Assert.True(result.FieldIndex(slice).Length * 2 <= slice.Length);
    }

    [Theory]
    [InlineData(A, A)]
    [InlineData(" \t" + A + " \r\n", A)]
    [InlineData("\uFEFF" + A, A)]
    [InlineData("""{"auditID":"no kind"}""", """{"auditID":"no kind"}""")]
    [InlineData("""{"k\u0069nd":"\u0045vent","auditID":""}""", """{"k\u0069nd":"\u0045vent","auditID":""}""")]
    [InlineData("""{"kind":null,"auditID":"a"}""", """{"kind":null,"auditID":"a"}""")]
    [InlineData("""{"kind":"Pod","kind":"Event","auditID":"a"}""", """{"kind":"Pod","kind":"Event","auditID":"a"}""")]
    [InlineData("""{"kind":"Event","apiVersion":"audit.k8s.io/v1"}""", """{"kind":"Event","apiVersion":"audit.k8s.io/v1"}""")]
    [InlineData("""{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1"}""", """{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1"}""")]
    [InlineData("""{"kind":"Event","apiVersion":"audit.k8s.io/v1alpha1"}""", """{"kind":"Event","apiVersion":"audit.k8s.io/v1alpha1"}""")]
    [InlineData("""{"kind":"Event","apiVersion":"\u0061udit.k8s.io/v1"}""", """{"kind":"Event","apiVersion":"\u0061udit.k8s.io/v1"}""")]
    [InlineData("""{"apiVersion":null,"auditID":"a"}""", """{"apiVersion":null,"auditID":"a"}""")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{{B}}]}""", A, B)]
    [InlineData($$"""{"items":[{{A}} , {{B}}],"kind":"EventList"}""", A, B)]
    [InlineData($$"""{"it\u0065ms":[{{A}}],"kind":"EventList"}""", A)]
    [InlineData($$"""{"items":[{{A}}],"items":[{{B}}],"kind":"EventList"}""", B)]
    [InlineData($$"""{"kind":"EventList","items":[{{A}}],"items":null}""")]
    [InlineData("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{},{"stage":"Panic"}]}""", "{}", """{"stage":"Panic"}""")]
    [InlineData($$"""{"apiVersion":"audit.k8s.io/v1","items":[{{A}},{}],"kind":"EventList"}""", A, "{}")]
    [InlineData($$"""{"apiVersion":"v1","items":[{{A}},{{B}}],"kind":"List"}""", A, B)]
    [InlineData($$"""{"kind":"List","items":[{{A}}]}""", A)]
    [InlineData("""{"kind":"EventList","items":[]}""")]
    [InlineData("""{"kind":"EventList","items":null}""")]
    [InlineData("""{"kind":"EventList"}""")]
    [InlineData("""{"items":[{"x":1},2],"auditID":"a"}""", """{"items":[{"x":1},2],"auditID":"a"}""")]
    [InlineData("""{"kind":"Event","auditID":"","items":[{"x":1},2]}""", """{"kind":"Event","auditID":"","items":[{"x":1},2]}""")]
    [InlineData($"[{A},{B}]", A, B)]
    [InlineData($$"""[{"kind":"EventList","items":[{{A}}]},[{{B}}],{{A}}]""", A, B, A)]
    [InlineData($"{A}{B}\n{A} [{B}]", A, B, A, B)]
    [InlineData($"{A},{B},", A, B)]
    [InlineData($"\u001E{A}\n\u001E{B}\n", A, B)]
    [InlineData($"---\n{A}\n---\n{B}\n...\n", A, B)]
    [InlineData($"\0\0{A}\n\0{B}\0", A, B)]
    [InlineData($"{A}\r{B}\r\n\r\n{A}", A, B, A)]
    [InlineData($"{A}\n\uFEFF{B}", A, B)]
    [InlineData("[]")]
    [InlineData("")]
    public void Every_event_of_a_text_is_found(string text, params string[] events) => AssertRead(text, events, []);

    [Theory]
    [InlineData("""{"auditID":"a",}""", new string[0], "invalid_json@15")]
    [InlineData($$"""{"a":} {{A}}""", new string[0], "invalid_json@5")]
    [InlineData($"{{\"auditID\":}}\n{A}", new[] { A }, "invalid_json@11")]
    [InlineData($"{A} trailing", new string[0], "invalid_json@31")]
    [InlineData($"{A} trailing\n{B}", new[] { B }, "invalid_json@31")]
    [InlineData($"{A}}},\"b\":{B}\n{B}", new[] { B }, "invalid_json@30")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{"a":},{{B}}]}""", new[] { A, B }, "invalid_json@65")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{"a":]},{{B}}]}""", new[] { A }, "invalid_json@65")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},,{{B}}]}""", new[] { A, B }, "invalid_json@60")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{{B}},]}""", new[] { A, B }, "invalid_json@91")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}} {{B}}]}""", new[] { A, B }, "invalid_json@60")]
    [InlineData($$"""{"items":[!],"items":[{{A}}],"kind":"EventList"}""", new string[0], "invalid_json@10")]
    [InlineData($"[tru,{A}]", new string[0], "invalid_json@1")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}}],!}""", new[] { A }, "invalid_json@61")]
    [InlineData($$"""{"items":[{{A}}],!,"kind":"EventList"}""", new string[0], "invalid_json@42")]
    [InlineData("""{"items":[{"a":}],"kind":"Event","auditID":""}""", new string[0], "invalid_json@15")]
    [InlineData($$"""[{"kind":"Event","apiVersion":"audit.k8s.io/v2"},{"kind":"Pod","auditID":"a"},{{A}}]""", new[] { A }, "not_an_event@49")]
    [InlineData($$"""[{"kind":"\ud800","auditID":"a"},{{A}}]""", new[] { A }, "not_an_event@1")]
    [InlineData($$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{A}},{"kind":"EventList","items":[]},[{{B}}],7]}""", new[] { A }, "not_an_event@91", "not_an_event@123", "not_an_event@156")]
    [InlineData("""{"kind":"Event","auditID":""", new string[0], "incomplete@0")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{{B}}""", new[] { A, B }, "incomplete@90")]
    [InlineData($$"""{"kind":"EventList","items":[{{A}},{"audi""", new[] { A }, "incomplete@60")]
    [InlineData($$"""{"items":[{{A}},{"audi""", new string[0], "incomplete@0")]
    [InlineData($"[{A},", new[] { A }, "incomplete@32")]
    [InlineData($$"""[{"kind":"Event","auditID":"01234567890123456789012345678901234567890123456789"},{{A}}]""", new[] { A }, "too_large@1")]
    public void What_is_broken_does_not_affect_the_rest(string text, string[] events, params string[] rejections) => AssertRead(text, events, rejections);

    /// <summary>Lines of other logs often begin like JSON.</summary>
    [Theory]
    [InlineData("[GIN] 2026/11/23 - 17:17:54 | 200")]
    [InlineData("[2026-11-23T17:17:54Z] INFO started")]
    [InlineData("[1,,2] x")]
    [InlineData("{level=info msg=started}")]
    [InlineData("{\"level\":\"info\"} started")]
    [InlineData("{\"level\":\"info\",\"msg\":\"star")]
    [InlineData("{\"log\":\"{\\\"level\\\":\\\"info\\\",\",\"stream\":\"stdout\",\"time\":\"\"}")]
    public void Damaged_text_without_a_mark_of_audit_events_is_text_and_not_a_rejected_event(string line)
    {
        var result = Read($"{line}\n{A}", Limit);

        Assert.Equal((0, 1, 0), (result.Rejected.Total, result.Others.Texts, result.Others.Values));
        Assert.Equal(1, result.Events.Length);
    }

    [Theory]
    [InlineData($"nonsense {A}", 1, 0)]
    [InlineData($"one\ntwo {A}\n{B}", 2, 0, B)]
    [InlineData("\"text", 1, 0)]
    [InlineData("}", 1, 0)]
    [InlineData($"[5,\"x\",null,true,{A}]", 0, 4, A)]
    [InlineData("[[[[[[[[[1]]]]]]]]]", 0, 1)]
    [InlineData($$"""[{},{"kind":"Event\ude00\u0000"},{"\ud800":1},{{A}}]""", 0, 3, A)]
    [InlineData("""{"kind":"Event"}""", 0, 1)]
    [InlineData($$"""{"kind":"PodList","items":[{{A}}]}""", 0, 1)]
    [InlineData($$"""{"items":[{{A}}]}""", 0, 1)]
    [InlineData($$"""{"kind":"Event","apiVersion":"v1","auditID":"a"}""", 0, 1)]
    [InlineData($$"""{"kind":"EventList","apiVersion":"v1","items":[{{A}},{}]}""", 0, 1)]
    [InlineData($$"""{"items":[{{A}},{}],"kind":"EventList","apiVersion":"v1"}""", 0, 1)]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Event"},{"kind":"Pod"}]}""", 0, 2)]
    [InlineData($$"""{"ts":1,"obj":{{A}}}""", 0, 1)]
    public void What_does_not_claim_to_be_an_audit_event_is_counted_and_not_rejected(string text, int texts, int values, params string[] events)
    {
        AssertRead(text, events, []);
        var others = Read(text, Limit).Others;
        Assert.Equal((texts, values), (others.Texts, others.Values));
    }

    [Fact]
    public void An_event_may_be_as_large_as_the_limit()
    {
        var text = $$"""{"auditID":"{{new string('x', Limit - 14)}}"}""";
        AssertRead(text, [text], []);
        AssertRead(text + "{" + text[1..^2] + "x\"}", [text], [$"too_large@{Limit}"]);
    }

    [Theory]
    [InlineData("""{"auditID":"","timestamp":"1970-01-01T00:00:03Z","requestReceivedTimestamp":"1970-01-01T00:00:02Z","stageTimestamp":"1970-01-01T00:00:01Z"}""", 1_000_000_000)]
    [InlineData("""{"auditID":"","timestamp":"1970-01-01T00:00:03Z","requestReceivedTimestamp":"1970-01-01T00:00:02Z"}""", 2_000_000_000)]
    [InlineData("""{"auditID":"","timestamp":"1970-01-01T00:00:03Z"}""", 3_000_000_000)]
    [InlineData("""{"auditID":"","stageTimestamp":null,"requestReceivedTimestamp":"soon","timestamp":"1970-01-01T00:00:03Z"}""", 3_000_000_000)]
    [InlineData("""{"auditID":"","stageTimestamp":"1970-01-01T00:00:01Z","stageTimestamp":"1970-01-01T00:00:02Z"}""", 2_000_000_000)]
    [InlineData("""{"auditID":"","st\u0061geTimestamp":"1970-01-01T00:00:0\u0031Z"}""", 1_000_000_000)]
    [InlineData("""{"auditID":"","requestObject":{"stageTimestamp":"1970-01-01T00:00:01Z"}}""", ulong.MaxValue)]
    [InlineData("""{"auditID":"","stageTimestamp":"\ud800"}""", ulong.MaxValue)]
    [InlineData("""{"auditID":""}""", ulong.MaxValue)]
    public void The_time_is_the_stages_or_the_next_best(string text, ulong nanoseconds)
    {
        var result = Read(text, int.MaxValue);
        Assert.Equal([nanoseconds], result.Events.ToArray().Select(e => e.Header.Timestamp));
    }

    [Fact]
    public void An_event_that_is_too_large_is_truncated_and_the_others_are_not()
    {
        const string padded = """{"auditID":"a","requestObject":"0123456789012345678901234567890123456789"}""";
        const string cut = """{"auditID":"a","annotations":{"k8saudit/truncated":"true"}}""";
        AssertRead($"[{A},{padded},{B},{padded}]", [A, cut, B, cut], []);
        AssertRead($$"""{"items":[{{padded}}],"items":[{{padded}}],"kind":"EventList"}""", [cut], []);
        Assert.Equal(1, Read($$"""{"items":[{{padded}}],"items":[{{padded}}],"kind":"EventList"}""", Limit).Truncated);
    }

    [Theory]
    [InlineData(16, 15, false)]
    [InlineData(16, 16, true)]
    [InlineData(512, 511, false)]
    [InlineData(512, 512, true)]
    [InlineData(512, 100_000, true)]
    public void An_event_that_is_nested_too_deep_is_truncated_there_and_the_others_are_not(int maxDepth, int depth, bool isCut)
    {
        var deep = Deeply(depth / 2, depth % 2 == 0 ? "" : "{}");
        var cut = Deeply((maxDepth / 2) - 1, "{}")[..^1] + ""","annotations":{"k8saudit/truncated":"true"}}""";
        var bytes = Encoding.UTF8.GetBytes($"[{A},{deep},{B}]");
        var result = new AuditEventReader(K8sAuditPlugin.Paths).Read(bytes, new EventLimits(1 << 30, maxDepth));
        Assert.Equal([A, isCut ? cut : deep, B], result.Events.ToArray().Select(e => Encoding.UTF8.GetString(result.Json(bytes, e))));
        Assert.Equal((isCut ? 1 : 0, 0), (result.Truncated, result.Rejected.Total));

        static string Deeply(int pairs, string inner) =>
            $$$"""{"auditID":"","responseObject":{{{string.Concat(Enumerable.Repeat("{\"a\":[", pairs))}}}{{{inner}}}{{{string.Concat(Enumerable.Repeat("]}", pairs))}}},"requestObject":{"a":[[],{}]}}""";
    }

    [Fact]
    public void Details_are_bounded_and_counts_are_not()
    {
        var result = Read("""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[""" + string.Join(',', Enumerable.Repeat("1", 1000)) + "]}", Limit);
        Assert.Equal(1000, result.Rejected.Of(RejectionReason.NotAnEvent));
        Assert.Equal(ReadResult.MaxRejections, result.Rejections.Length);
    }

    [Theory]
    [InlineData("{\"a\":[")]
    [InlineData("[{]")]
    [InlineData("{,")]
    [InlineData("[[")]
    [InlineData("{\"items\":[{,")]
    [InlineData("}")]
    [InlineData(Deep + "]")]
    [InlineData("{\"a\":" + Deep + "}")]
    [InlineData("[{\"a\":" + Deep + "}")]
    public void Repeated_invalid_input_takes_linear_time(string piece)
    {
        // Quadratic work on three megabytes would take hours, so ending at all is the proof.
        var result = Read(string.Concat(Enumerable.Repeat(piece, 3_000_000 / piece.Length)), Limit);
        Assert.NotEqual(0, result.Rejected.Total + result.Others.Total);
    }

    [Fact]
    public void Reading_a_real_log_allocates_nothing()
    {
        var text = Encoding.UTF8.GetBytes(Samples.EventList(1269));
        var reader = new AuditEventReader(K8sAuditPlugin.Paths) { ComputesKeys = true };
        Assert.Equal(1269, reader.Read(text, new EventLimits(262_144)).Events.Length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(text, new EventLimits(262_144));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Two bytes each, of which fields would note 28.
    [Theory]
    [InlineData("""{"kind":"Event","auditID":"a","user":{"groups":[""", "1,", "1]}}")]
    [InlineData("""{"kind":"EventList","items":[""", "{},", "{}]}")]
    public void A_text_of_many_small_things_takes_little_memory(string start, string piece, string end)
    {
        var text = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(piece, 1_000_000)) + end);
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.Read(text, new EventLimits(262_144, MaxCount: 10_000));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, text.Length);
    }

    [Fact]
    public void A_limited_number_of_events_of_a_text_is_read_and_that_there_are_more_is_reported()
    {
        var reader = new AuditEventReader(K8sAuditPlugin.Paths);
        AssertRead(3, 3, false);
        AssertRead(4, 3, true);
        AssertRead(1, 1, false);

        void AssertRead(int count, int read, bool hasMore)
        {
            var result = reader.Read(Encoding.UTF8.GetBytes(Samples.EventList(count)), new EventLimits(262_144, MaxCount: 3));
            Assert.Equal((read, hasMore), (result.Events.Length, result.HasMore));
        }
    }

    [Fact]
    public void Every_byte_counts_for_a_key_and_an_event_without_an_audit_ID_has_none()
    {
        var keys = KeysOf($$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{A}},{{B}},{{A}},{"kind":"Event"},{"kind":"Event"}]}""");
        Assert.Equal((keys[0], true, default, default), (keys[2], keys[0] != keys[1], keys[3], keys[4]));
        Assert.NotEqual(default, keys[0]);
    }

    [Fact]
    public void Events_that_differ_only_in_what_truncation_removes_have_different_keys()
    {
        var keys = KeysOf(
            $$"""[{"auditID":"a","requestObject":"{{new string('x', 100)}}"},{"auditID":"a","requestObject":"{{new string('y', 100)}}"}]""",
            maxSize: 80);
        Assert.NotEqual(keys[0], keys[1]);
    }

    [Fact]
    public void Every_reason_has_its_row_in_order()
    {
        Assert.Equal(Enum.GetValues<RejectionReason>(), RejectionReasons.All);
        Assert.Equal(RejectionCounts.Length, RejectionReasons.All.Count());
    }

    [Fact]
    public void The_end_of_an_incomplete_text_is_reported_however_much_was_rejected_before()
    {
        var text = "[" + string.Concat(Enumerable.Repeat("1,", 100)) + "{\"auditID\":";
        Assert.Equal(new Rejection(RejectionReason.Incomplete, text.IndexOf('{')), Read(text, Limit).Rejections[^1]);
    }

    private static void AssertRead(string text, string[] events, string[] rejections)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var result = Read(text, Limit);
        Assert.Equal(events, result.Events.ToArray().Select(e => Encoding.UTF8.GetString(result.Json(bytes, e))));
        Assert.Equal(rejections, result.Rejections.ToArray().Select(r => $"{RejectionReasons.Name(r.Reason)}@{r.Offset}"));
        Assert.Equal(rejections.Length, result.Rejected.Total);
        Assert.Equal(events.Sum(Encoding.UTF8.GetByteCount), result.EventBytes);
    }

    private static ReadResult Read(string text, int limit)
    {
        return new AuditEventReader(K8sAuditPlugin.Paths).Read(Encoding.UTF8.GetBytes(text), new EventLimits(limit));
    }

    private static EventKey[] KeysOf(string text, int maxSize = 1000) =>
        [
            .. new AuditEventReader(K8sAuditPlugin.Paths) { ComputesKeys = true }
                .Read(Encoding.UTF8.GetBytes(text), new EventLimits(maxSize)).Events
                .ToArray()
                .Select(e => e.Header.Key),
        ];
}
