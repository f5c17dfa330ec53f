namespace FalcoPlugin.Sdk;

/// <summary>Reads one field of an event into <paramref name="values"/>; if it adds none, the field has no value.</summary>
public delegate void FieldExtractor<in TEvent>(TEvent source, in FieldArgument argument, FieldValues values);
