namespace FalcoPlugin.Sdk;

/// <summary>A source that can say what it opens.</summary>
public interface IOpenParameters
{
    /// <summary>Examples or values that <c>Open</c> takes.</summary>
    IReadOnlyList<OpenParameter> ListOpenParameters();
}
