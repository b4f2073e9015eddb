using WorkOrders.Benchmarks;
using WorkOrders.Database;
// dotnet run -c Release --project App.Benchmarks -- lists [orders]
// dotnet run -c Release --project App.Benchmarks -- circuits [count] [orders]
var orders = Number(args.FirstOrDefault() == "circuits" ? 2 : 1, 2_000_000);
try
{
    return await RunAsync();
}
catch (DatabaseRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

Task<int> RunAsync() => args.FirstOrDefault() switch
{
    "lists" => ListsBenchmark.RunAsync(orders),
    "pages" => PagesBenchmark.RunAsync(orders),
    "circuits" => CircuitsBenchmark.RunAsync(Number(1, 200), orders),
    "details" => DetailsBenchmark.RunAsync(orders),
    "export" => ExportBenchmark.RunAsync(Number(1, 1_000_000)),
    "import" => ImportBenchmark.RunAsync(Number(1, 100_000), Number(2, 1_000_000)),
    "api" => ApiBenchmark.RunAsync(),
    "live" => LiveBenchmark.RunAsync(),
    "idle" => IdleBenchmark.RunAsync(),
    "bare" => BareEndpoint.RunAsync(args[1]),
    "statistics" => StatisticsBenchmark.RunAsync(Number(1, 5_000_000)),
    "customers" => CustomersBenchmark.RunAsync(Number(1, 1_000_000)),
    "customer-duplicates" => DuplicatesBenchmark.RunAsync(Number(1, 1_000_000)),
    _ => Task.FromResult(PrintUsage()),
};

static int PrintUsage()
{
    Console.WriteLine("lists [orders]   the desk: database time of views, filters, sorts, counts and search, then its pages over HTTP");
    Console.WriteLine("pages [orders]   only the pages over HTTP");
    Console.WriteLine("details [orders]   the order's page: header and tabs");
    Console.WriteLine("circuits [count] [orders]   memory and latency of open circuits, of the desk and of an order's page; needs Node.js");
    Console.WriteLine("export [orders]   all orders as a workbook over HTTP");
    Console.WriteLine("import [rows] [orders]   a workbook of new orders, imported into a database with existing orders");
    Console.WriteLine("api   a list of the JSON API compared with a bare endpoint running the same query");
    Console.WriteLine("statistics [rows]   the daily statistics over that many history rows");
    Console.WriteLine("customers [count]   客户档案: lists, search box and the 360° view");
    Console.WriteLine("customer-duplicates [customers]   the nightly search for duplicates over that many customers");
    Console.WriteLine("idle   queries and CPU of an application that nobody uses, and how late its delayed jobs are");
    Console.WriteLine("live   time until a message written on one node reaches the circuits of another node");
    return 1;
}

int Number(int at, int otherwise) => args.Length > at && int.TryParse(args[at], out var number) ? number : otherwise;
