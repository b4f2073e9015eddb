using WorkOrders.Benchmarks;

// dotnet run -c Release --project App.Benchmarks -- lists [orders]
var orders = args.Length > 1 && int.TryParse(args[1], out var wanted) ? wanted : 2_000_000;
switch (args.FirstOrDefault())
{
    case "lists":
        return await ListsBenchmark.RunAsync(orders);
    case "pages":
        return await PagesBenchmark.RunAsync(orders);
    default:
        Console.WriteLine("lists [orders]   the desk: database time of views, filters, sorts, counts and search, then its pages over HTTP");
        Console.WriteLine("pages [orders]   only the pages over HTTP");
        return 1;
}
