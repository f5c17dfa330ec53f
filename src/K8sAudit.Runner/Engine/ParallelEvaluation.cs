using System.Runtime.ExceptionServices;
using K8sAudit.Runner.Logging;
using K8sAudit.Runner.Messages;
using K8sAudit.Runner.Plugins;

namespace K8sAudit.Runner.Engine;

/// <summary>
/// Reads a finite source with several threads. Each of them reads a batch, finds the rules that match its events, and passes the matches on when all earlier
/// batches are done. So the alerts, their order and all numbers are those of one thread, and there are as many batches in memory as there are threads.
/// <code>
///  thread 1  │ read 1 │ evaluate 1         │ pass on 1 │ read 3 │ evaluate 3 …
///  thread 2           │ read 2 │ evaluate 2            │ pass on 2 │ read 4 │ …
/// </code>
/// </summary>
/// <param name="main">The thread that has opened the source.</param>
/// <param name="maxThreads">The maximum number of threads, including that one.</param>
internal sealed class ParallelEvaluation(SourceThread main, int maxThreads)
{
    /// <summary>How many batches the first thread reads alone: short input is done before other threads have initialised their plugins.</summary>
    private const int BatchesOfOneThread = 4;

    // Held by the thread that reads a batch. Guards what follows it.
    private readonly Lock _reading = new();
    private readonly List<Thread> _started = [];
    private long _batches;
    private ulong _eventsRead;
    private ulong _firstTimestamp;
    private bool _isRead;

    // Guards the turn: the number of the batch whose matches are passed on next. What follows belongs to the thread whose turn it is.
    private readonly object _order = new();
    private long _turn;
    private volatile bool _isDone;
    private ExceptionDispatchInfo? _failure;

    private volatile SourceThread[] _threads = [main];

    /// <summary>Initialises the plugins for another thread.</summary>
    public required Func<SourceThread> CreateThread { get; init; }

    /// <summary>Whether the source must stop.</summary>
    public required Func<bool> MustStop { get; init; }

    /// <summary>Receives how many further events are done.</summary>
    public required Action<long> AddEvents { get; init; }

    /// <summary>Called before each batch is read, by one thread at a time, with the handle of the source that the thread uses.</summary>
    public required Action<PluginEventStream> BeforeBatch { get; init; }

    public required Log Log { get; init; }

    /// <summary>The number of threads so far.</summary>
    public int Threads => _threads.Length;

    /// <summary>A number that grows as long as there is progress.</summary>
    public long Steps => _threads.Sum(thread => thread.Current.Steps);

    /// <summary>Whether the source has ended by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads the source until it ends, fails or must stop.</summary>
    /// <param name="name">The name of the other threads.</param>
    /// <exception cref="PluginFailedException">The source fails.</exception>
    public void Run(string name)
    {
        try
        {
            Work(main, name);
            _started.ForEach(thread => thread.Join());
        }
        finally
        {
            foreach (var thread in _threads.Where(thread => thread != main))
            {
                thread.Dispose();
            }
        }

        _failure?.Throw();
    }

    private void Work(SourceThread thread, string name)
    {
        try
        {
            var batch = new SourceBatch(thread);
            while (TryRead(thread, batch, name))
            {
                batch.Evaluate(MustStop);
                WaitForTurn(batch.Number);
                PassOn(batch);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private bool TryRead(SourceThread thread, SourceBatch batch, string name)
    {
        lock (_reading)
        {
            if (_isRead || _isDone || MustStop())
            {
                return false;
            }

            if (_batches == BatchesOfOneThread)
            {
                StartThreads(name);
            }

            BeforeBatch(thread.Stream);
            batch.Read(_batches++, _eventsRead, ref _firstTimestamp);
            _eventsRead += (ulong)batch.Count;
            _isRead = batch.IsLast;
            return true;
        }
    }

    private void StartThreads(string name)
    {
        try
        {
            while (_threads.Length < maxThreads)
            {
                StartThread(name);
            }
        }
        catch (PluginFailedException e)
        {
            Log.Warning(RunnerMessages.NoFurtherThread(_threads.Length, e.Message));
        }
    }

    private void StartThread(string name)
    {
        var added = CreateThread();
        try
        {
            added.Join(main);
        }
        catch
        {
            added.Dispose();
            throw;
        }

        _threads = [.. _threads, added];
        var thread = new Thread(() => Work(added, name)) { Name = name, IsBackground = true };
        _started.Add(thread);
        thread.Start();
    }

    private void WaitForTurn(long number)
    {
        lock (_order)
        {
            while (_turn != number)
            {
                Monitor.Wait(_order);
            }
        }
    }

    private void PassOn(SourceBatch batch)
    {
        try
        {
            if (!_isDone)
            {
                var done = batch.PassOn(MustStop);
                AddEvents(done);
                _isDone = done < batch.Count;
                HasEnded = !batch.ShouldContinue();
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }

        lock (_order)
        {
            _turn++;
            Monitor.PulseAll(_order);
        }
    }

    // The first failure is thrown by the thread that waits for the others.
    private void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _isDone = true;
    }
}
