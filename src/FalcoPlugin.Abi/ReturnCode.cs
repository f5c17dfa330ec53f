namespace FalcoPlugin.Abi;

/// <summary>The return code of a plugin function (<c>ss_plugin_rc</c>).</summary>
public enum ReturnCode
{
    /// <summary>The call succeeded.</summary>
    Success = 0,

    /// <summary>The call failed; <c>plugin_get_last_error</c> returns the reason.</summary>
    Failure = 1,

    /// <summary>No more data yet; the host calls again.</summary>
    Timeout = -1,

    /// <summary>The end of a finite input; events returned with it are processed.</summary>
    EndOfFile = 2,

    /// <summary>The plugin does not support the operation.</summary>
    NotSupported = 3,
}
