using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Ui;

namespace WorkOrders.History;

/// <summary>操作记录 of one record. The caller must have checked that the user may see the record.</summary>
public partial class OperationHistory(ScreenServices services) : Screen(services)
{
    private const int PageSize = 20;

    private List<OperationRecord>? records;
    private (OperationSubject?, string) shown;
    private int seen;
    private int total;
    private int number = 1;

    [Parameter]
    [EditorRequired]
    public OperationSubject Subject { get; set; } = null!;

    /// <summary>Business key of the record.</summary>
    [Parameter]
    [EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>A different value triggers a reload.</summary>
    [Parameter]
    public int Changes { get; set; }

    /// <summary>Returns the display name of a stored id, which only the caller knows. Null shows the stored value.</summary>
    [Parameter]
    public Func<FieldName, string, string?>? NameOf { get; set; }

    /// <summary>One page of operation records, newest first.</summary>
    public static IQueryable<OperationRecord> PageOf(AppDb db, OperationSubject subject, string key, int page) =>
        Of(db, subject, key).OrderByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize);

    protected override async Task OnParametersSetAsync()
    {
        if (shown != (Subject, Key))
        {
            shown = (Subject, Key);
            seen = Changes;
            number = 1;
            records = null;
            await LoadAsync();
        }
        else if (seen != Changes)
        {
            // Keep showing the old records until the new ones are loaded.
            seen = Changes;
            await LoadAsync();
        }
    }

    private Task GoAsync(int page)
    {
        number = page;
        return LoadAsync();
    }

    private Task LoadAsync() => ReadAsync(
        async (db, token) =>
        {
            var page = await PageOf(db, Subject, Key, number).ToListAsync(token);

            // A first page that isn't full is also the total; no count query needed.
            return (page, number == 1 && page.Count < PageSize ? page.Count : await Of(db, Subject, Key).CountAsync(token));
        },
        read => (records, total) = read);

    private static IQueryable<OperationRecord> Of(AppDb db, OperationSubject subject, string key) =>
        db.OperationRecords.AsNoTracking().Where(r => r.Subject == subject && r.SubjectKey == key);

    private string? Value(FieldChange change, string? stored, string? text) => (stored is null ? null : NameOf?.Invoke(change.Field, stored)) ?? text;
}
