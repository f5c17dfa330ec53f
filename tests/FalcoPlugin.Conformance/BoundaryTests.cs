using FalcoPlugin.Conformance.Host;

namespace FalcoPlugin.Conformance;

/// <summary>
/// For any exception of a plugin and any argument of a host, the host receives an error and continues. Each case calls all functions of a published library
/// from a host written in C, because an exception that leaves an export ends the process.
/// </summary>
public sealed class BoundaryTests : IDisposable
{
    private readonly NativeHost _host = new("calls.c");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Without_a_fault_every_call_succeeds()
    {
        var output = Call("");
        Assert.DoesNotContain("NULL", output, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", output, StringComparison.Ordinal);
    }

    // Hosts do not expect NULL as the required version, and show a version that they cannot parse.
    [Fact]
    public void The_error_is_returned_as_the_required_version_if_the_plugin_information_cannot_be_read()
    {
        var output = Call("Info");
        AssertLine("plugin_get_required_api_version: plugin_get_required_api_version failed: unexpected InvalidOperationException: fault in Info", output);
        AssertLine("plugin_get_name: NULL", output);
        AssertLine("plugin_get_description: NULL", output);
        AssertLine("plugin_get_contact: NULL", output);
        AssertLine("plugin_get_version: NULL", output);
        AssertLine("plugin_get_event_source: NULL", output);
        AssertLine("plugin_get_id: 0", output);
        AssertLine("plugin_init: 1 plugin_get_required_api_version failed: unexpected InvalidOperationException: fault in Info", output);
    }

    [Theory]
    [InlineData("Fields", "plugin_get_fields")]
    [InlineData("EventTypes", "plugin_get_fields")]
    [InlineData("EventSources", "plugin_get_extract_event_sources")]
    [InlineData("InitSchema", "plugin_get_init_schema")]
    public void Information_that_cannot_be_read_before_the_start_is_null_and_the_start_fails_with_the_error(string fault, string symbol)
    {
        var output = Call(fault, out var errors);
        AssertLine($"{symbol}: NULL", output);
        AssertLine($"plugin_init: 1 {symbol} failed: unexpected InvalidOperationException: fault in {fault}", output);
        AssertLine(
            $"plugin_open: 1 the plugin did not start, because plugin_init failed: {symbol} failed: unexpected InvalidOperationException: fault in {fault}",
            output);
        AssertLine($"FaultyPlugin: Error: {symbol} failed: unexpected InvalidOperationException: fault in {fault}", errors);
    }

    [Theory]
    [InlineData("Create", "plugin_init: 1")]
    [InlineData("Open", "plugin_open: 1")]
    [InlineData("OpenParameters", "plugin_list_open_params: NULL")]
    [InlineData("Next", "plugin_next_batch: 1")]
    [InlineData("Progress", "plugin_get_progress: NULL")]
    [InlineData("Describe", "plugin_event_to_string: NULL")]
    [InlineData("Event", "plugin_extract_fields: 1")]
    [InlineData("Load", "plugin_extract_fields: 1")]
    [InlineData("Metrics", "plugin_get_metrics: NULL")]
    [InlineData("SetConfig", "plugin_set_config: 1")]
    public void An_exception_of_a_plugin_is_the_last_error(string fault, string failure)
    {
        AssertLine($"{failure} unexpected InvalidOperationException: fault in {fault}", Call(fault));
        AssertLine($"{failure} unexpected UnreadableException, whose message cannot be read", Call($"{fault}!"));
    }

    [Theory]
    [InlineData("Extract", "cannot extract field faulty.value, which has no value for this event (logged once for each field)")]
    [InlineData("Close", "the stream failed while it was closed")]
    [InlineData("Destroy", "the plugin failed while it was destroyed")]
    public void An_exception_that_cannot_be_returned_as_an_error_is_logged(string fault, string message)
    {
        Call(fault, out var errors);
        AssertLine($"faulty: Error: {message}: unexpected InvalidOperationException: fault in {fault}", errors);
        Call($"{fault}!", out errors);
        AssertLine($"faulty: Error: {message}: unexpected UnreadableException, whose message cannot be read", errors);
    }

    [Fact]
    public void A_null_pointer_is_an_error_that_names_the_argument() => Assert.Equal(
        """
        plugin_init input: 1 the host called plugin_init with NULL for input; expected a pointer
        plugin_init rc: NULL the host called plugin_init with NULL for rc; expected a pointer
        plugin_init input rc: NULL the host called plugin_init with NULL for input; expected a pointer
        plugin_init config: 0
        plugin_get_last_error s: NULL NULL
        plugin_get_init_schema schema_type: NULL NULL
        plugin_list_open_params rc: NULL the host called plugin_list_open_params with NULL for rc; expected a pointer
        plugin_list_open_params s: NULL the host called plugin_list_open_params with NULL for rc; expected a pointer
        plugin_set_config i: 1 the host called plugin_set_config with NULL for i; expected a pointer
        plugin_set_config i->config: 0
        plugin_set_config s: 1 the host called plugin_set_config with NULL for i; expected a pointer
        plugin_get_metrics num_metrics: NULL the host called plugin_get_metrics with NULL for num_metrics; expected a pointer
        plugin_get_metrics s: NULL the host called plugin_get_metrics with NULL for num_metrics; expected a pointer
        plugin_open rc: NULL the host called plugin_open with NULL for rc; expected a pointer
        plugin_open s: NULL the host called plugin_open with NULL for rc; expected a pointer
        plugin_open: 0
        plugin_next_batch nevts: 1 the host called plugin_next_batch with NULL for nevts; expected a pointer
        plugin_next_batch evts: 1 the host called plugin_next_batch with NULL for evts; expected a pointer
        plugin_next_batch h: 1 the host called plugin_next_batch with NULL for h; expected a pointer
        plugin_next_batch s: 1 the host called plugin_next_batch with NULL for h; expected a pointer
        events follow
        plugin_get_progress progress_pct: NULL the host called plugin_get_progress with NULL for progress_pct; expected a pointer
        plugin_get_progress h: NULL the host called plugin_get_progress with NULL for h; expected a pointer
        plugin_get_progress s: NULL the host called plugin_get_progress with NULL for h; expected a pointer
        plugin_event_to_string evt: NULL the host called plugin_event_to_string with NULL for evt; expected a pointer
        plugin_event_to_string evt->evt: NULL the host called plugin_event_to_string with NULL for evt->evt; expected a pointer
        plugin_event_to_string s: NULL the host called plugin_event_to_string with NULL for evt->evt; expected a pointer
        plugin_get_extract_event_types numtypes: NULL the host called plugin_get_extract_event_types with NULL for numtypes; expected a pointer
        plugin_get_extract_event_types s: ok
        plugin_extract_fields: 0
        plugin_extract_fields in->fields: 1 the host called plugin_extract_fields with NULL for in->fields; expected a pointer
        plugin_extract_fields no fields: 0
        plugin_extract_fields evt: 1 the host called plugin_extract_fields with NULL for evt; expected a pointer
        plugin_extract_fields evt->evt: 1 the host called plugin_extract_fields with NULL for evt->evt; expected a pointer
        plugin_extract_fields in: 1 the host called plugin_extract_fields with NULL for in; expected a pointer
        plugin_extract_fields s: 1 the host called plugin_extract_fields with NULL for in; expected a pointer
        plugin_extract_fields arg_key: 0
        end

        """,
        _host.Run(NativeHost.Library("faulty"), "anything", "nulls"));

    [Theory]
    [InlineData("k8saudit")]
    [InlineData("json")]
    [InlineData("counter")]
    public void A_null_pointer_does_not_end_the_host(string library)
    {
        var parameters = library == "counter" ? "10" : NativeHost.Sample("attack.jsonl");
        var output = _host.Run(NativeHost.Library(library), parameters, "nulls");
        AssertLine("plugin_init input: 1 the host called plugin_init with NULL for input; expected a pointer", output);
        AssertLine("plugin_extract_fields in->fields: 1 the host called plugin_extract_fields with NULL for in->fields; expected a pointer", output);
        AssertLine("end", output);
    }

    private string Call(string fault) => Call(fault, out _);

    private string Call(string fault, out string errors)
    {
        var result = _host.RunWith("FAULT", fault, NativeHost.Library("faulty"), "anything");
        AssertLine("end", result.Output);
        errors = result.Errors;
        return result.Output;
    }

    private static void AssertLine(string line, string text) => Assert.Contains(line, text.Split('\n'));
}
