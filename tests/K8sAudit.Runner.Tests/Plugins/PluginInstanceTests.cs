using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Tests.Plugins;

public sealed class PluginInstanceTests
{
    [Theory]
    [InlineData("""{"fail_init":true}""", "could not initialize plugin 'sample': the configuration asked for a failure")]
    [InlineData("""{"fail_init_without_state":true}""", "could not initialize plugin 'sample': the plugin returned no state to ask for the error")]
    [InlineData("""{"fail_init":"yes"}""", "error in plugin sample: init_config.fail_init: expected boolean, found \"yes\"")]
    [InlineData("""{"siez":4}""", "error in plugin sample: init_config.siez: the plugin does not know this key")]
    [InlineData("""{"size":0}""", "error in plugin sample: init_config.size: expected at least 1, found 0")]
    [InlineData("""{"size":1.5}""", "error in plugin sample: init_config.size: expected integer, found 1.5")]
    [InlineData("[]", "error in plugin sample: init_config: expected object, found an array")]
    [InlineData("size: 4", "error in plugin sample: init config is not a valid JSON")]
    public void A_configuration_that_the_plugin_refuses_is_an_error_with_its_reason(string config, string reason)
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());

        var error = Assert.Throws<PluginFailedException>(() => Some.Instance(plugin, config));

        Assert.StartsWith(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"size":4}""")]
    public void A_configuration_that_fits_the_schema_starts_the_plugin(string config)
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());
        using var instance = Some.Instance(plugin, config);

        Assert.True(instance.ExtractsPluginEvents);
    }

    [Fact]
    public void A_plugin_for_other_event_types_reads_no_plugin_events()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());
        using var instance = Some.Instance(plugin, """{"other_types":true}""");

        Assert.False(instance.ExtractsPluginEvents);
    }

    [Fact]
    public void What_a_plugin_logs_goes_into_the_log_under_its_name()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());
        var log = Some.Log(out var lines);

        PluginInstance.Create(plugin, "", log).Dispose();

        Assert.EndsWith(": sample: initialised\n", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_may_be_disposed_twice()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());
        var instance = Some.Instance(plugin);

        instance.Dispose();
        instance.Dispose();
    }

    [Fact]
    public void Suggested_open_parameters_are_read()
    {
        using var plugin = NativePlugin.Load(SamplePlugin.Library());
        using var instance = Some.Instance(plugin);

        Assert.Equal([new ListedOpenParameter("3", "three events"), new ListedOpenParameter("live:1", "")], instance.ListOpenParameters());
    }
}
