using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace WorkOrders.Benchmarks;

/// <summary>Memory of a process: resident (from the operating system) and managed heap.</summary>
internal sealed record Memory(long Resident, long Heap);

/// <summary>
/// Makes the application process run a full garbage collection and report its heap size. A startup hook answers, so the application
/// needs no code for it. Without a collection, resident memory mostly shows garbage that is not collected yet.
/// </summary>
internal sealed class MemoryProbe(string pipe)
{
    private const string Variable = "BENCH_MEMORY_PIPE";

    /// <summary>Adds the probe to the start info; call before the process starts.</summary>
    public static MemoryProbe PutInto(ProcessStartInfo start)
    {
        var pipe = $"workorders-bench-{Environment.ProcessId}-{Path.GetRandomFileName()}";
        start.Environment[Variable] = pipe;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(MemoryProbe).Assembly.Location;
        return new MemoryProbe(pipe);
    }

    /// <summary>Runs a full collection that returns memory to the system, then measures.</summary>
    public async Task<Memory> CollectAsync(Process process)
    {
        await using var client = new NamedPipeClientStream(".", pipe, PipeDirection.In);
        await client.ConnectAsync(30_000);
        using var reader = new StreamReader(client);
        var heap = long.Parse(await reader.ReadToEndAsync(), CultureInfo.InvariantCulture);
        return new Memory(ResidentOf(process), heap);
    }

    public static long ResidentOf(Process process)
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>Runs in the application process: answers each connection after a full collection.</summary>
    public static void Listen()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } pipe)
        {
            new Thread(() => Answer(pipe)) { IsBackground = true, Name = "Memory probe" }.Start();
        }
    }

    private static void Answer(string pipe)
    {
        while (true)
        {
            using var server = new NamedPipeServerStream(pipe, PipeDirection.Out);
            server.WaitForConnection();
            for (var i = 0; i < 2; i++)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            using var writer = new StreamWriter(server);
            writer.Write(GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture));
        }
    }
}
