using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FalcoRules.Binding;
using FalcoRules.Formatting;
using FalcoRules.Tests.Evaluation;
using FalcoRules.Text;

namespace FalcoRules.Tests.Formatting;

public class OutputTemplateTests
{
    [Theory]
    [InlineData("no fields", "", "no fields")]
    [InlineData("text=%t.text end", "t.text=abc", "text=abc end")]
    [InlineData("%t.text", "", "<NA>")]
    [InlineData("*%t.text", "t.text=a", "a")]
    [InlineData("*", "", "")]
    [InlineData("a*%t.text*", "t.text=x", "a*x*")]
    [InlineData("%t.text%t.num", "t.text=a;t.num=1", "a1")]
    [InlineData("start%t.textand%t.numend", "t.text=a;t.num=1", "startaand1end")]
    [InlineData("(%t.text.)", "t.text=a", "(a.)")]
    [InlineData("%t.num2 %t.num", "t.num=1;t.num2=2", "2 1")]
    [InlineData("%t.list", "t.list=a|b", "(a,b)")]
    [InlineData("%t.list", "t.list=a", "(a)")]
    [InlineData("%t.list", "", "<NA>")]
    [InlineData("%t.list", "t.list=|g", "(g)")]
    [InlineData("%t.list", "t.list=||g||h", "(g,,h)")]
    [InlineData("%t.list", "t.list=g|", "(g,)")]
    [InlineData("%t.list", "t.list=|", "()")]
    [InlineData("%t.text.param[a] %t.text.param", "t.text=x;t.text.param[a]=1", "1 x.param")]
    [InlineData("%t.text.param[] %t.text.parameter %t.text.param[a", "t.text=x", "x.param[] x.parameter x.param[a")]
    [InlineData("%t.nums %t.flags %t.ips", "t.nums=1|2;t.flags=true|false;t.ips=10.0.0.1|::1", "(1,2) (true,false) (10.0.0.1,::1)")]
    [InlineData("%t.item[0] %t.item[1]", "t.item[0]=a", "(a) <NA>")]
    [InlineData("%t.key[x] %t.key['a b'] %t.key[\"\"]", "t.key[x]=1;t.key[a b]=2;t.key[]=3", "1 2 3")]
    [InlineData("%t.num %t.flag", "t.num=18446744073709551615;t.flag=true", "18446744073709551615 true")]
    [InlineData("%t.rel %t.abs", "t.rel=1500000000;t.abs=1540476552581541000", "1500000000 1540476552581541000")]
    [InlineData("%t.nanos", "t.nanos=42", "000000042")]
    [InlineData("%t.nanos", "t.nanos=1234567890", "1234567890")]
    [InlineData("%t.ip %t.ip2 %t.net", "t.ip=10.1.2.3;t.ip2=2001:db8::1;t.net=::ffff:1.2.3.4", "10.1.2.3 2001:db8::1 ::ffff:1.2.3.4")]
    [InlineData("100%% of %t.text", "t.text=a", "100% of a")]
    [InlineData("%%t.text", "t.text=a", "%t.text")]
    [InlineData("%toupper(t.text)", "t.text=abc", "ABC")]
    [InlineData("%(toupper(t.text))", "t.text=abc", "ABC")]
    [InlineData("%( t.text )", "t.text=abc", "abc")]
    [InlineData("%toupper( tolower( t.text ) )!", "t.text=abc", "ABC!")]
    [InlineData("start%toupper(t.text)and%len(t.list)end", "t.text=abc;t.list=a|b", "startABCand2end")]
    [InlineData("%tolower(t.list)", "t.list=A|B", "(a,b)")]
    [InlineData("%tolower(t.text)", "", "<NA>")]
    [InlineData("%join(\"->\", (t.text, t.other))", "t.text=a;t.other=b", "a->b")]
    [InlineData("%concat(t.text, \"-\", t.other)", "t.text=a;t.other=b", "a-b")]
    [InlineData("%getopt(t.list, 'p:')[p]", "t.list=-p|80", "80")]
    [InlineData("[%t.text]", "t.text=a", "[a]")]
    [InlineData("%t.text[ns=%t.other]", "t.text=a;t.other=b", "a[ns=b]")]
    [InlineData("%t.text[0]", "t.text=a", "a[0]")]
    [InlineData("%t.text[unfinished", "t.text=a", "a[unfinished")]
    [InlineData("%t.item[x]", "t.item=a|b", "(a,b)[x]")]
    [InlineData("%2t.text|", "t.text=init", "in|")]
    [InlineData("%10t.text|", "t.text=init", "init      |")]
    [InlineData("%10toupper(t.text)|", "t.text=init", "INIT      |")]
    [InlineData("%6t.text|", "", "<NA>  |")]
    [InlineData("%4t.list|", "t.list=aa|bb", "(aa,|")]
    [InlineData("%4t.text|", "t.text=abc\u00e9", "abc |")]
    [InlineData("%0t.text|", "t.text=abc", "abc|")]
    [InlineData("\u00e9 %t.text", "t.text=\u00fc\U0001F600", "\u00e9 \u00fc\U0001F600")]
    public void Values_are_inserted_into_the_output(string template, string values, string expected)
    {
        var (compiled, slots) = Compile(template);
        Assert.Equal(expected, Format(compiled, new FakeEvent(slots.ToArray(), values)));
        Assert.Equal(template, compiled.Text);
    }

    [Theory]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("a\r\n\t\b\fb", "a\\r\\n\\t\\b\\fb")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("a\u007fb", "a\\u007fb")]
    [InlineData("a\u009bb", "a\\u009bb")]
    [InlineData("a\u00a0\u00bfb", "a\u00a0\u00bfb")]
    [InlineData("say \"x\"", "say \"x\"")]
    [InlineData("a\\b", "a\\b")]
    [InlineData("a\\xffb", "a\uFFFDb")]
    [InlineData("\\xff\\xfe\n\\xc3", "\uFFFD\uFFFD\\n\uFFFD")]
    [InlineData("\\xe2\\x82x\\xed\\xa0\\x80", "\uFFFDx\uFFFD\uFFFD\uFFFD")]
    public void A_value_cannot_forge_a_line(string value, string expected)
    {
        var (compiled, slots) = Compile("<%t.text>");
        Assert.Equal($"<{expected}>", Format(compiled, new FakeEvent(slots.ToArray(), $"t.text={value}")));
    }

    [Fact]
    public void Padding_counts_bytes_before_they_are_escaped()
    {
        var (compiled, slots) = Compile("<%4t.text>");
        Assert.Equal("<a\\n  >", Format(compiled, new FakeEvent(slots.ToArray(), "t.text=a\n")));
    }

    [Fact]
    public void The_literal_text_of_the_template_is_escaped_like_a_value()
    {
        var (compiled, slots) = Compile("say \"%t.text\"\n");
        Assert.Equal("say \"a\"\\n", Format(compiled, new FakeEvent(slots.ToArray(), "t.text=a")));
    }

    [Fact]
    public void For_JSON_the_output_is_not_escaped_twice()
    {
        var (compiled, slots) = Compile("say \"%t.text\"");
        var output = new ArrayBufferWriter<byte>();
        compiled.FormatUnescaped(new FakeEvent(slots.ToArray(), "t.text=a\n\\xff"), output);
        Assert.Equal("say \"a\n\uFFFD\"", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("no fields", "", "{}")]
    [InlineData("%t.text", "t.text=a", """{"t.text":"a"}""")]
    [InlineData("%t.text", "", """{"t.text":null}""")]
    [InlineData("%t.text", "t.text=a\n\"", """{"t.text":"a\n\""}""")]
    [InlineData("%t.text", "t.text=a\\xff", "{\"t.text\":\"a\uFFFD\"}")]
    [InlineData("%t.text %t.other %t.text", "t.text=a;t.other=b", """{"t.other":"b","t.text":"a"}""")]
    [InlineData("%t.list", "t.list=a|b", """{"t.list":["a","b"]}""")]
    [InlineData("%t.list", "", """{"t.list":null}""")]
    [InlineData("%t.num %t.flag", "t.num=18446744073709551615;t.flag=true", """{"t.flag":true,"t.num":18446744073709551615}""")]
    [InlineData("%t.nums %t.flags", "t.nums=1|2;t.flags=false", """{"t.flags":[false],"t.nums":[1,2]}""")]
    [InlineData("%t.rel %t.abs %t.nanos", "t.rel=15;t.abs=1540476552581541000;t.nanos=42", """{"t.abs":1540476552581541000,"t.nanos":42,"t.rel":15}""")]
    [InlineData("%t.ip %t.ips", "t.ip=::1;t.ips=10.0.0.1", """{"t.ip":"::1","t.ips":["10.0.0.1"]}""")]
    [InlineData("%t.key[x] %t.key['a b']", "t.key[x]=1;t.key[a b]=2", """{"t.key[\"a b\"]":"2","t.key[x]":"1"}""")]
    [InlineData("%t.key[/a/b]", "t.key[/a/b]=1", """{"t.key[/a/b]":"1"}""")]
    [InlineData("%t.time", "t.time=10:00;t.abs=1540476552581541000", """{"t.time":1540476552581541000}""")]
    [InlineData("%10t.text", "t.text=a", """{"t.text":"a"}""")]
    [InlineData("%toupper(t.text)", "t.text=a", """{"t.text":"a"}""")]
    [InlineData("%join(',', (t.text, tolower(t.key[x]), 'y'))", "t.text=a;t.key[x]=B", """{"t.key[x]":"B","t.text":"a"}""")]
    [InlineData("%t.text[0]", "t.text=a", """{"t.text":"a"}""")]
    public void Output_fields_have_the_keys_order_and_types_of_Falco(string template, string values, string expected) =>
        AssertFields(template, [], values, expected);

    [Theory]
    [InlineData("t.num", null, """{"t.num":5,"t.text":"a"}""")]
    [InlineData("t.num", "%t.num", """{"t.num":"5","t.text":"a"}""")]
    [InlineData("t.num", "*%t.num", """{"t.num":"5","t.text":"a"}""")]
    [InlineData("toupper(t.text)", null, """{"t.text":"a","toupper(t.text)":"A"}""")]
    [InlineData("number", "%t.num", """{"number":"5","t.text":"a"}""")]
    [InlineData("home", "/root", """{"home":"/root","t.text":"a"}""")]
    [InlineData("both", "%t.num-%t.other", """{"both":"5-<NA>","t.text":"a"}""")]
    [InlineData("t.text", "mine", """{"t.text":"mine"}""")]
    [InlineData("t.time", null, """{"t.text":"a","t.time":7}""")]
    public void Extra_fields_are_in_JSON_only(string name, string? format, string expected)
    {
        AssertFields("%t.text", [new ExtraField(name, format)], "t.text=a;t.num=5;t.abs=7", expected);
    }

    [Theory]
    [InlineData("100% sure", "1:4+1 No field or transformer follows this '%'; a percent sign is written '%%'.")]
    [InlineData("end %", "1:5+1 No field or transformer follows this '%'; a percent sign is written '%%'.")]
    [InlineData("%a end", "1:1+1 No field or transformer follows this '%'; a percent sign is written '%%'.")]
    [InlineData("%12", "1:3+1 No field or transformer follows this '%'; a percent sign is written '%%'.")]
    [InlineData("%99999t.text", "1:1+6 The width before a field is more than 4096 bytes, which is the maximum.")]
    [InlineData("%x.text a", "1:2+6 The event source 'fake' has no field 'x.text' (did you mean 't.text'?).")]
    [InlineData("%t.key a", "1:2+5 't.key' needs an argument: t.key[key].")]
    [InlineData("%t.key[] a", "1:8+1 Expected the field's argument: a word, or a string in quotes, found ']'.")]
    [InlineData("%t.first[x]", "1:2+10 't.first' takes an index, a number from 0 without leading zeros, found [x].")]
    [InlineData("%tolwer(t.text)", "1:2+6 'tolwer' is not a transformer (did you mean 'tolower'?); use one of tolower, toupper, b64, basename, len, join, concat, getopt.")]
    [InlineData("%val(t.text)", "1:2+3 val() is allowed only on the right of an operator; on the left write the field alone.")]
    [InlineData("%toupper(t.text", "1:16+0 Expected ',' or ')' after the transformer's arguments, found the end.")]
    [InlineData("%toupper(t.num)", "1:2+14 toupper() takes a string, found a number.")]
    [InlineData("%toupper (t.text)", "1:1+1 No field or transformer follows this '%'; a percent sign is written '%%'.")]
    [InlineData("%(t.text", "1:9+0 Expected ')' after the field, found the end.")]
    [InlineData("%(text)", "1:3+4 Expected a field or a transformer after '%' (a percent sign is written '%%'), found 'text'.")]
    [InlineData("%x.y %t.key %z.z", "1:2+3 The event source 'fake' has no field 'x.y'; its fields begin with t..\n1:7+5 't.key' needs an argument: t.key[key].\n1:14+3 The event source 'fake' has no field 'z.z'; its fields begin with t..")]
    public void Errors_name_the_problem_and_its_location(string template, string expected)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(OutputTemplateCompiler.Compile(MappedText.Whole(new SourceText("test", template)), [], FakeSource.Source, new SlotTable(), diagnostics));
        Assert.Equal(expected, AssertCondition.Print(diagnostics));
        Assert.All(diagnostics, diagnostic => Assert.Equal("LOAD_ERR_COMPILE_OUTPUT", diagnostic.Code));
    }

    [Fact]
    public void An_error_in_an_extra_field_points_into_it()
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(OutputTemplateCompiler.Compile(
            MappedText.Whole(new SourceText("test", "fine")), [new("mine", "a %x.y")], FakeSource.Source, new SlotTable(), diagnostics));
        Assert.StartsWith(
            "extra field 'mine':1:4: error: The event source 'fake' has no field 'x.y'; its fields begin with t..",
            Assert.Single(diagnostics).Render(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20_000, "%t.text ")]
    [InlineData(20_000, "%%")]
    [InlineData(1, "%t.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Long_outputs_are_read_completely(int count, string piece)
    {
        var diagnostics = new List<Diagnostic>();
        var template = OutputTemplateCompiler.Compile(
            MappedText.Whole(new SourceText("test", string.Concat(Enumerable.Repeat(piece, count)))), [], FakeSource.Source, new SlotTable(), diagnostics);
        Assert.Equal(count == 1, template is null);
    }

    [Fact]
    public void Formatting_does_not_allocate()
    {
        var (compiled, slots) = Compile("a %t.text %t.list %t.num %toupper(t.text) %8t.text %t.flag");
        var values = new FakeEvent(slots.ToArray(), "t.text=a\n\"b\";t.list=x|y;t.num=5;t.flag=true");
        var output = new ArrayBufferWriter<byte>(1024);
        compiled.Format(values, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            output.ResetWrittenCount();
            compiled.Format(values, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (OutputTemplate Template, SlotTable Slots) Compile(string template, params ExtraField[] extraFields)
    {
        var slots = new SlotTable();
        var diagnostics = new List<Diagnostic>();
        var compiled = OutputTemplateCompiler.Compile(MappedText.Whole(new SourceText("test", template)), extraFields, FakeSource.Source, slots, diagnostics);
        Assert.Empty(diagnostics.Select(diagnostic => diagnostic.Message));
        return (compiled!, slots);
    }

    private static string Format(OutputTemplate template, FakeEvent values)
    {
        var output = new ArrayBufferWriter<byte>();
        template.Format(values, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void AssertFields(string template, ExtraField[] extraFields, string values, string expected)
    {
        var (compiled, slots) = Compile(template, extraFields);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        var fake = new FakeEvent(slots.ToArray(), values);
        foreach (var field in compiled.Fields)
        {
            json.WritePropertyName(field.Name);
            field.WriteValue(fake, json);
        }

        json.WriteEndObject();
        json.Flush();
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
