using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using WorkOrders.Customers;
using WorkOrders.Customers.Import;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Shared.People;

namespace WorkOrders.Tests.Customers.Import;

/// <summary>The steps of an import of customers, as the page and the job take them.</summary>
internal sealed class CustomerImporting(TestDatabase database, TimeProvider clock, User leader)
{
    private static readonly IStringLocalizer<Text> Words =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Text>>();

    public CurrentUser Me => As.Leader(leader);

    public static UploadFile File() =>
        new(CustomerTemplate.Mark, [.. CustomerTemplate.Columns.Select(c => c.Title)]) { Titles = [.. CustomerTemplate.Columns.Select(c => c.Title)] };

    /// <summary>A person with this role, as the job finds them.</summary>
    public static async Task<User> PersonAsync(TestDatabase database, string name, string role)
    {
        await using var db = database.CreateDbContext();
        var user = Given.User(name);
        user.Id = 0;
        user.GrantedRoles.Add(await db.Roles.FirstOrDefaultAsync(r => r.Name == role) ?? new Role { Name = role, NormalizedName = role.ToUpperInvariant() });
        db.Add(user);
        await db.SaveChangesAsync();
        return user;
    }

    public async Task<CustomerImport> UploadAsync(UploadFile file)
    {
        using var stream = file.Build();
        return await UploadAsync(stream);
    }

    public async Task<CustomerImport> UploadAsync(Stream stream)
    {
        var (id, outcome) = await TryAsync(stream);
        Done(outcome);
        return await FreshAsync(id!.Value);
    }

    public Task<(long? Id, Outcome Outcome)> TryAsync(Stream stream, CurrentUser? me = null) =>
        new CustomerUpload(database, TestUploads.Checks, TestLookUps.On(database, clock, perMinute: 1_000), clock).ReadAsync(stream, "客户.xlsx", me ?? Me);

    public async Task StartAsync(CustomerImport import, ExistingCustomers existing = ExistingCustomers.Skip)
    {
        await using var db = database.CreateDbContext();
        Done((await db.CustomerImports.SingleAsync(i => i.Id == import.Id)).Start(existing, Me, clock.GetUtcNow()));
        await db.SaveChangesAsync();
    }

    public Task<int> RunAsync(IDbContextFactory<AppDb>? factory = null) => new ImportCustomers(factory ?? database, clock).RunAsync(default);

    /// <summary>Uploads, starts and runs the import.</summary>
    public async Task<CustomerImport> ImportAsync(UploadFile file, ExistingCustomers existing = ExistingCustomers.Skip)
    {
        var import = await UploadAsync(file);
        await StartAsync(import, existing);
        await RunAsync();
        return await FreshAsync(import.Id);
    }

    public Task<CustomerImport> FreshAsync(long id) => database.ReadAsync(db => db.CustomerImports.SingleAsync(i => i.Id == id));

    public Task<List<CustomerImportRow>> RowsAsync(CustomerImport import) =>
        database.ReadAsync(db => db.CustomerImportRows.Where(r => r.ImportId == import.Id).OrderBy(r => r.Row).ToListAsync());

    public Task<List<Customer>> CustomersAsync(string begin) =>
        database.ReadAsync(db => db.Customers.Where(c => c.Name.StartsWith(begin)).OrderBy(c => c.Id).ToListAsync());

    public async Task<byte[]> RefusedAsync(CustomerImport import)
    {
        using var stream = new MemoryStream();
        await new RefusedCustomers(database, TestAccess.On(database, clock), Words).WriteAsync(stream, import, Me, default);
        return stream.ToArray();
    }
}

/// <summary>Does something right before the save with this number (from 1).</summary>
internal sealed class BeforeSave(int number, Func<Task> act) : SaveChangesInterceptor
{
    private int saves;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Increment(ref saves) == number)
        {
            await act();
        }

        return result;
    }
}
