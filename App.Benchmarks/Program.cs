using WorkOrders.Benchmarks;
// dotnet run -c Release --project App.Benchmarks -- lists [orders]
// dotnet run -c Release --project App.Benchmarks -- circuits [count] [orders]
var orders = Number(args.FirstOrDefault() == "circuits" ? 2 : 1, 2_000_000);
switch (args.FirstOrDefault())
{
    case "lists":
        return await ListsBenchmark.RunAsync(orders);
    case "pages":
        return await PagesBenchmark.RunAsync(orders);
    case "circuits":
        return await CircuitsBenchmark.RunAsync(Number(1, 200), orders);
    case "details":
        return await DetailsBenchmark.RunAsync(orders);
    case "export":
        return await ExportBenchmark.RunAsync(Number(1, 1_000_000));
    case "import":
        return await ImportBenchmark.RunAsync(Number(1, 100_000), Number(2, 1_000_000));
    case "api":
        return await ApiBenchmark.RunAsync();
    case "live":
        return await LiveBenchmark.RunAsync();
    case "idle":
        return await IdleBenchmark.RunAsync();
    case "bare":
        return await BareEndpoint.RunAsync(args[1], args[2]);
    case "statistics":
        return await StatisticsBenchmark.RunAsync(Number(1, 5_000_000));
    default:
        Console.WriteLine("lists [orders]   the desk: database time of views, filters, sorts, counts and search, then its pages over HTTP");
        Console.WriteLine("pages [orders]   only the pages over HTTP");
        Console.WriteLine("details [orders]   the order's page: header and tabs");
        Console.WriteLine("circuits [count] [orders]   memory and latency of open circuits, of the desk and of an order's page; needs Node.js");
        Console.WriteLine("export [orders]   all orders as a workbook over HTTP");
        Console.WriteLine("import [rows] [orders]   a workbook of new orders, imported into a database with existing orders");
        Console.WriteLine("api   a list of the JSON API compared with a bare endpoint running the same query");
        Console.WriteLine("statistics [rows]   the daily statistics over that many history rows");
        Console.WriteLine("idle   queries and CPU of an application that nobody uses, and how late its delayed jobs are");
        Console.WriteLine("live   time until a message written on one node reaches the circuits of another node");
        return 1;
}

int Number(int at, int otherwise) => args.Length > at && int.TryParse(args[at], out var number) ? number : otherwise;
