using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Shared;

namespace WorkOrders.Details;

/// <summary>操作记录. Whoever shows it has checked that the reader may see the record it is about.</summary>
public partial class OperationHistory
{
    private const int PageSize = 20;

    private List<OperationRecord>? records;
    private OrderLists? lists;
    private (OperationSubject, string) shown;
    private int seen;
    private int total;
    private int number = 1;
    private bool failed;

    [Parameter]
    [EditorRequired]
    public OperationSubject Subject { get; set; }

    /// <summary>The record's business key.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>Another number: there are newer records.</summary>
    [Parameter]
    public int Changes { get; set; }

    [Inject]
    private IDbContextFactory<AppDb> Factory { get; set; } = null!;

    [Inject]
    private OrderListsCache Lists { get; set; } = null!;

    [Inject]
    private ILogger<OperationHistory> Log { get; set; } = null!;

    private int Pages => (total + PageSize - 1) / PageSize;

    /// <summary>One page of what was done to a record, newest first.</summary>
    public static IQueryable<OperationRecord> PageOf(AppDb db, OperationSubject subject, string key, int page) =>
        Of(db, subject, key).OrderByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize);

    protected override async Task OnParametersSetAsync()
    {
        if (shown != (Subject, Key))
        {
            (shown, number, seen) = ((Subject, Key), 1, Changes);
            await LoadAsync();
        }
        else if (seen != Changes)
        {
            // What is read stays until the newer records are there.
            seen = Changes;
            await LoadAsync();
        }
    }

    private Task GoAsync(int page)
    {
        number = page;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        failed = false;
        try
        {
            lists = await Lists.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            records = await PageOf(db, Subject, Key, number).ToListAsync();

            // A first page that isn't full has been counted by being read.
            total = number == 1 && records.Count < PageSize ? records.Count : await Of(db, Subject, Key).CountAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            Log.LogError(exception, "Operation records could not be read.");
            failed = true;
        }
    }

    private static IQueryable<OperationRecord> Of(AppDb db, OperationSubject subject, string key) =>
        db.OperationRecords.AsNoTracking().Where(r => r.Subject == subject && r.SubjectKey == key);

    private string? Value(FieldChange change, string? stored) => stored is not null && change.HasKeys ? L[stored] : FieldTexts.Stored(change.Field, stored, lists!, L);
}
