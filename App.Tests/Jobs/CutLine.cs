using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace WorkOrders.Tests;

/// <summary>
/// A TCP proxy to the database that can be cut or frozen. Cut: to the other nodes, the node behind it looks like a killed process. Frozen: its
/// connections stay open, and nothing comes through.
/// </summary>
internal sealed class CutLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly CancellationTokenSource cut = new();
    private volatile bool isFrozen;

    public CutLine(string connectionString)
    {
        target = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        _ = AcceptAsync();
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder(target.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)listener.LocalEndpoint).Port,
        Timeout = 2,
    }.ConnectionString;

    public void Freeze() => isFrozen = true;

    public void Cut()
    {
        cut.Cancel();
        listener.Stop();
    }

    public void Dispose()
    {
        Cut();
        listener.Dispose();
        cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(cut.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy was cut.
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(target.Host!, target.Port, cut.Token);
                await Task.WhenAny(PassAsync(near.GetStream(), far.GetStream()), PassAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // One end closed the connection.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8192];
        while (await from.ReadAsync(buffer, cut.Token) is > 0 and var count)
        {
            if (isFrozen)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cut.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, count), cut.Token);
        }
    }
}
