using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace WorkOrders.Tests.Support;

/// <summary>The application in a process of its own, in Development unless the settings say otherwise.</summary>
internal sealed class ChildApp : IAsyncDisposable
{
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildApp(string[] settings)
    {
        Process = new Process { StartInfo = StartOf(settings) };
        Process.OutputDataReceived += (_, line) => Read(line.Data);
    }

    private Process Process { get; }

    /// <summary>The lines of the log so far.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Log { get; } = new();

    /// <summary>http://127.0.0.1:port.</summary>
    public Task<Uri> Address => address.Task;

    /// <summary>Runs an application that is expected to exit by itself.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] settings)
    {
        var start = StartOf(settings);
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        try
        {
            var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return (process.ExitCode, (await texts)[0], (await texts)[1]);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Starts an application and waits until it listens, on a free port unless the settings say another.</summary>
    public static async Task<ChildApp> StartAsync(params string[] settings)
    {
        var app = new ChildApp(settings);
        app.Process.Start();
        app.Process.BeginOutputReadLine();
        await app.Address.WaitAsync(TimeSpan.FromMinutes(2));
        return app;
    }

    public async Task FailToSignInAsync(string userName)
    {
        using var client = new HttpClient { BaseAddress = await Address };
        using var answer = await SignInForm.PostAsync(client, userName, "wrong");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Sends SIGTERM, like a service manager; the application handles Ctrl+C in the same way.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Sends SIGKILL: nothing of the process is written or told any more.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
        }

        Process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ProcessStartInfo StartOf(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "App.dll"), "--environment", "Development", .. settings];
        Array.ForEach(settings.Contains("--urls") ? arguments : [.. arguments, "--urls", "http://127.0.0.1:0"], start.ArgumentList.Add);
        return start;
    }

    private void Read(string? line)
    {
        const string Listening = "Now listening on: ";
        Log.Enqueue(line ?? "");
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            // In Production the line is JSON.
            address.TrySetResult(new Uri(line[(at + Listening.Length)..].Split('"')[0].Trim()));
        }
    }
}
