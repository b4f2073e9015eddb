using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>One 违约重生申请 and what became of it.</summary>
public sealed partial class RenewalDetails
{
    private Renewal? renewal;
    private bool loaded;
    private bool failed;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private CurrentUser Me { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    protected override Task OnParametersSetAsync() => renewal?.Id == Id ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            renewal = await db.Renewals.AsNoTracking().VisibleTo(Me).ForDecision().Include(r => r.Applicant).Include(r => r.Reason).FirstOrDefaultAsync(r => r.Id == Id);
            loaded = true;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            failed = true;
        }
    }
}
