using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Customers.Import.Reading;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.Customers.Import;

/// <summary>导入客户: upload, preview, import with progress, download of refused rows. The import's id is in the URL.</summary>
public sealed partial class CustomerImportPage(ScreenServices services, CustomerUpload upload) : Screen(services)
{
    private const int Tries = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private ITimer? timer;
    private CustomerImportState? state;

    [SupplyParameterFromQuery]
    private long? Id { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override string FailureText => "暂时无法保存，请稍后再试。";

    protected override string ConflictText => FailureText;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        timer?.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        Problem = null;
        return ReadOnceAsync($"{Id}", ReadStateAsync, Show);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            timer = Time.CreateTimer(_ => _ = InvokeAsync(FollowAsync), null, Pace, Pace);
        }
    }

    // Only a running import needs to be polled.
    private async Task FollowAsync()
    {
        if (!Reading.IsReading && !IsActing && state is { IsMoving: true })
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private Task LoadAsync() => ReadAsync(ReadStateAsync, Show);

    private Task<CustomerImportState> ReadStateAsync(AppDb db, CancellationToken token) => CustomerImportState.ReadAsync(db, Id, Me, token);

    private void Show(CustomerImportState read) => state = read;

    private Task StartAsync(ExistingCustomers existing) => ActOnCurrentAsync(import => import.Start(existing, Me, Now));

    private Task StopAsync() => ActOnCurrentAsync(import => import.Stop(Me, Now));

    // Each batch increases the import's version, so retry when stopping conflicts with it.
    private async Task ActOnCurrentAsync(Func<CustomerImport, Outcome> act)
    {
        await ActAsync(null, () => Factory.RetryOnConflictAsync(
            async db =>
            {
                var import = await db.CustomerImports.FirstOrDefaultAsync(i => i.Id == state!.Current!.Id && i.OwnerId == Me.Id);
                return await db.SaveUnlessRefusedAsync(import is null ? Outcome.Missing("没有找到记录，或您无权查看") : act(import));
            },
            Tries));
        await LoadAsync();
    }
}
