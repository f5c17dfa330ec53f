namespace FalcoPlugin.Sdk;

/// <summary>A source that lists suggested open parameters.</summary>
public interface IOpenParameters
{
    /// <summary>Values that <c>Open</c> accepts, or examples of them.</summary>
    IReadOnlyList<OpenParameter> ListOpenParameters();
}
