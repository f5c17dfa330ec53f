namespace FalcoPlugin.Abi;

/// <summary>What a plugin function answers (<c>ss_plugin_rc</c>).</summary>
public enum ReturnCode
{
    /// <summary>The call did what was asked.</summary>
    Success = 0,

    /// <summary>The call failed; <c>plugin_get_last_error</c> says why.</summary>
    Failure = 1,

    /// <summary>Nothing more is there yet; the host calls again.</summary>
    Timeout = -1,

    /// <summary>The end of a finite input; events delivered with it still count.</summary>
    EndOfFile = 2,

    /// <summary>The plugin does not do what was asked.</summary>
    NotSupported = 3,
}
