using System.Runtime.InteropServices;
using FalcoPlugin.Abi;

namespace FalcoPlugin.Testing;

/// <summary>Event sources and their events.</summary>
public sealed unsafe partial class PluginClient
{
    /// <summary>Opens an event source and returns its stream, 0 with an error.</summary>
    public nint Open(nint state, string parameters, out ReturnCode result)
    {
        var text = Marshal.StringToCoTaskMemUTF8(parameters);
        ReturnCode code;
        var instance = ((delegate* unmanaged[Cdecl]<nint, nint, ReturnCode*, nint>)Required(Symbols.Open))(state, text, &code);
        Marshal.FreeCoTaskMem(text);
        result = code;
        return instance;
    }

    /// <summary>Opens an event source and returns its stream.</summary>
    public nint Open(nint state, string parameters)
    {
        var instance = Open(state, parameters, out var result);
        Expect.True(result == ReturnCode.Success, LastError(state));
        return instance;
    }

    /// <summary>Closes a stream.</summary>
    public void Close(nint state, nint instance) => ((delegate* unmanaged[Cdecl]<nint, nint, void>)Required(Symbols.Close))(state, instance);

    /// <summary>Adds copies of the events of the next batch.</summary>
    public ReturnCode Next(nint state, nint instance, List<byte[]> events)
    {
        uint count;
        byte** pointers;
        var result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
        for (var i = 0; i < count; i++)
        {
            events.Add(new ReadOnlySpan<byte>(pointers[i], (int)EventLayout.TotalLength(pointers[i])).ToArray());
        }

        return result;
    }

    /// <summary>Adds the addresses of the events of the next batch; they are valid until the next call.</summary>
    internal ReturnCode NextInPlace(nint state, nint instance, List<nint> events)
    {
        uint count;
        byte** pointers;
        var result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
        for (var i = 0; i < count; i++)
        {
            events.Add((nint)pointers[i]);
        }

        return result;
    }

    /// <summary>Passes the events of a finite stream in place, each as long as it is valid.</summary>
    internal void ReadInPlace(nint state, string parameters, Action<nint> take)
    {
        var instance = Open(state, parameters);
        ReturnCode result;
        do
        {
            uint count;
            byte** pointers;
            result = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte***, ReturnCode>)Required(Symbols.NextBatch))(state, instance, &count, &pointers);
            Expect.True(result != ReturnCode.Failure, LastError(state));
            for (var i = 0; i < count; i++)
            {
                take((nint)pointers[i]);
            }
        }
        while (result != ReturnCode.EndOfFile);

        Close(state, instance);
    }

    /// <summary>Reads a finite stream to its end.</summary>
    public List<byte[]> ReadAll(nint state, string parameters)
    {
        var instance = Open(state, parameters);
        var events = ReadToEnd(state, instance);
        Close(state, instance);
        return events;
    }

    /// <summary>Reads the rest of a finite stream.</summary>
    public List<byte[]> ReadToEnd(nint state, nint instance)
    {
        var events = new List<byte[]>();
        ReturnCode result;
        do
        {
            result = Next(state, instance, events);
            Expect.True(result != ReturnCode.Failure, LastError(state));
        }
        while (result != ReturnCode.EndOfFile);

        return events;
    }

    /// <summary>How far a stream has been read: a text, and hundredths of a percent.</summary>
    public (string Text, uint Hundredths) Progress(nint state, nint instance)
    {
        uint hundredths;
        var text = ((delegate* unmanaged[Cdecl]<nint, nint, uint*, byte*>)Required(Symbols.GetProgress))(state, instance, &hundredths);
        return (Read(text), hundredths);
    }
}
