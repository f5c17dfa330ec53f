namespace FalcoPlugin.Json;

/// <summary>The type of <see cref="JsonPath.Each"/>.</summary>
public readonly struct JsonEachElement;
