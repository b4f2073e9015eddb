using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkOrders.Shared;
using WorkOrders.Ui;
using WorkOrders.Ui.Dialogs;

namespace WorkOrders.Customers.Opportunities;

/// <summary>Dialog that adds an opportunity, or changes the one that was shown; opened with <see cref="AddAsync"/> or <see cref="ChangeAsync"/>.</summary>
public sealed partial class OpportunityDialog(ScreenServices services) : Screen(services)
{
    private const int Offered = 20;

    private OpportunityFields opened = new(null, null, null);
    private IReadOnlyList<FieldError> errors = [];
    private CustomerChoice? customer;
    private string? name, amount;
    private DateOnly? expectedClose;
    private OpportunityRow? theirs;

    /// <summary>Null: the customer is chosen in the dialog.</summary>
    [Parameter]
    public int? CustomerId { get; set; }

    [Parameter]
    public string? CustomerName { get; set; }

    /// <summary>The opportunity to change; null for a new one.</summary>
    [Parameter]
    public OpportunityRow? Shown { get; set; }

    private OpportunityFields Fields => new(Normalise.Line(name), SalesInput.Amount(amount), expectedClose);

    /// <summary>新建商机; true when it was saved.</summary>
    public static async Task<bool> AddAsync(DialogStack dialogs, IStringLocalizer<Text> text, int? customerId = null, string? customerName = null)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        var parameters = new Dictionary<string, object?> { [nameof(CustomerId)] = customerId, [nameof(CustomerName)] = customerName };
        return await dialogs.OpenAsync<OpportunityDialog>(text["新建商机"], parameters, "520px") is true;
    }

    /// <summary>修改商机; true when it was saved.</summary>
    public static async Task<bool> ChangeAsync(DialogStack dialogs, IStringLocalizer<Text> text, OpportunityRow shown)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(shown);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(CustomerId)] = shown.CustomerId,
            [nameof(CustomerName)] = shown.CustomerName,
            [nameof(Shown)] = shown,
        };
        return await dialogs.OpenAsync<OpportunityDialog>(text["修改商机"], parameters, "520px") is true;
    }

    protected override void OnInitialized()
    {
        if (Shown is { } row)
        {
            (name, amount, expectedClose) = (row.Name, SalesInput.Plain(row.Amount), row.ExpectedClose);
            opened = Fields;
        }
    }

    private async Task SaveAsync()
    {
        errors = [.. CustomerErrors(), .. Fields.Errors()];
        if (errors.Count > 0)
        {
            return;
        }

        var isSaved = await ActAsync("商机已保存", () => Shown is { } row
            ? Factory.ActOnOpportunityAsync(row.Id, theirs?.Version ?? row.Version, Me, o => o.Change(Fields, Me, Time.GetUtcNow()))
            : Factory.AddOpportunityAsync((CustomerId ?? customer?.Id)!.Value, Fields, Me, Time.GetUtcNow()));
        if (isSaved)
        {
            Dialogs.Close(true);
        }
        else if (IsOutdated && Shown is { } lost)
        {
            await ReadAsync(
                (db, token) => db.Opportunities.AsNoTracking().OfVisible(db.Customers, Me)
                    .Where(o => o.Id == lost.Id).Select(OpportunityRow.Projection).FirstOrDefaultAsync(token),
                newest => theirs = newest);
        }
    }

    private FieldError[] CustomerErrors() => CustomerId is null && customer is null ? [new FieldError("客户", "请选择{0}")] : [];

    private async Task LeaveAsync()
    {
        if (Fields == opened || await Dialogs.MayCloseAsync())
        {
            Dialogs.Close();
        }
    }

    // Only customers that the user may edit.
    private async Task<IEnumerable<CustomerChoice>> FindAsync(string? typed, CancellationToken token)
    {
        await using var db = await Factory.CreateDbContextAsync(token);
        var key = ComparisonForm.OfName(Normalise.Line(typed)) ?? "";
        var isLeader = Me.May(Permission.ManageCustomers);
        return await db.Customers.AsNoTracking().VisibleTo(Me)
            .Where(c => (isLeader || c.OwnerId == Me.Id) && c.Status != CustomerStatus.Inactive && c.NameKey.StartsWith(key))
            .OrderBy(c => c.NameKey).ThenBy(c => c.Id).Take(Offered).Select(c => new CustomerChoice(c.Id, c.Name)).ToListAsync(token);
    }

    private sealed record CustomerChoice(int Id, string Name)
    {
        /// <summary>Two customers may have one name.</summary>
        public string Label => $"{Name} · {Id}";
    }
}
