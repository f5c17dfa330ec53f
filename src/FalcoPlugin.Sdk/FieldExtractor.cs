namespace FalcoPlugin.Sdk;

/// <summary>Reads one field of an event into <paramref name="values"/>; adding none means "no value".</summary>
public delegate void FieldExtractor<in TEvent>(TEvent source, in FieldArgument argument, FieldValues values);
