using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Ui.Dialogs;
using WorkOrders.Database;
using WorkOrders.Shared;
using WorkOrders.Taxonomy;
using WorkOrders.Ui;

namespace WorkOrders.DueTimes;

/// <summary>到期规则: working hours by problem type and priority, and the working calendar.</summary>
public sealed partial class DueRules(ScreenServices services, OrderListsCache orderListsCache, DueTableCache dueTableCache) : Screen(services)
{
    private OrderLists? lists;
    private DueTable? table;
    private List<Row> rows = [];
    private (int? Type, Priority Priority)? wrong;
    private string? problem;
    private string? example;
    private bool failed;
    private bool saving;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            dueTableCache.Forget();
            lists = await orderListsCache.GetAsync();
            await using var db = await Factory.CreateDbContextAsync();
            table = await DueTable.ReadAsync(db);
            rows = [new Row(null, null, table), .. lists.Below(null, null).Select(type => new Row(type.Id, type.Name, table))];
            example = L["例如：现在建一张普通优先级的工单，{0} 到期。", WorkOrderInput.Format(table.DueAt(null, Priority.Normal, Time.GetUtcNow()))];
            failed = false;
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            failed = true;
        }
    }

    // Keep hours that were typed but not saved.
    private async Task ReadCalendarAsync()
    {
        var typed = rows;
        await LoadAsync();
        rows = typed;
    }

    private async Task SaveHoursAsync()
    {
        if (saving)
        {
            return;
        }

        saving = true;
        (problem, wrong) = (null, null);
        try
        {
            await using var db = await Factory.CreateDbContextAsync();
            var known = await db.DueRules.ToListAsync();
            List<Cell> cells = [.. rows.SelectMany(row => Enum.GetValues<Priority>(), (row, priority) => new Cell(row, priority, known))];

            // Ask about every cell before the first one changes.
            if (cells.Find(cell => cell.Refusal(Me) is not null) is { } refused)
            {
                var refusal = refused.Refusal(Me)!;
                (wrong, problem) = (refused.Key, L[refusal.Reason!, [.. refusal.Arguments]]);
                return;
            }

            cells.ForEach(cell => cell.Take(db, Me, Time.GetUtcNow()));
            await db.SaveChangesAsync();
            Toasts.Done(L["到期规则已保存"]);
            await LoadAsync();
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.InnerException is DbException { IsTransient: false })
        {
            problem = L["列表刚被他人修改，已重新加载，请再试一次"];
            await LoadAsync();
        }
        catch (Exception exception) when (exception.IsDatabaseFailure())
        {
            problem = L["暂时无法保存，请稍后再试。"];
        }
        finally
        {
            saving = false;
        }
    }

    /// <summary>One editable row of the table. An empty cell of a type means that the default rule applies.</summary>
    private sealed class Row(int? typeId, string? type, DueTable table)
    {
        public int? TypeId => typeId;

        public string? Type => type;

        public Dictionary<Priority, string?> Hours { get; } = Enum.GetValues<Priority>().ToDictionary(p => p, p => Rule(table, typeId, p)?.Hours.ToString("0.#", CultureInfo.InvariantCulture));

        public Dictionary<Priority, int> Versions { get; } = Enum.GetValues<Priority>().ToDictionary(p => p, p => Rule(table, typeId, p)?.Version ?? 0);

        private static DueRule? Rule(DueTable table, int? typeId, Priority priority) => table.Rules.FirstOrDefault(r => r.ProblemTypeId == typeId && r.Priority == priority);
    }

    /// <summary>What was typed for a type and a priority, and the stored rule that it replaces.</summary>
    private sealed class Cell(Row row, Priority priority, IEnumerable<DueRule> known)
    {
        private readonly DueRule? rule = known.FirstOrDefault(r => r.ProblemTypeId == row.TypeId && r.Priority == priority);
        private readonly string typed = Normalise.Halfwidth(row.Hours[priority]);

        public (int? Type, Priority Priority) Key => (row.TypeId, priority);

        private bool IsDefaultRule => typed.Length == 0 && row.TypeId is not null;

        private decimal? Hours => decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) ? hours : null;

        public Outcome? Refusal(CurrentUser me) =>
            IsDefaultRule ? rule?.RefusalToDelete(me)
            : Hours is { } hours ? DueRule.RefusalOf(hours, me)
            : Outcome.Refused("请填写工作小时，例如 8 或 1.5");

        /// <summary>Changes, adds or deletes the rule. <see cref="Refusal"/> must be null.</summary>
        public void Take(AppDb db, CurrentUser me, DateTimeOffset now)
        {
            if (rule is not null)
            {
                db.Entry(rule).Property(r => r.Version).OriginalValue = row.Versions.GetValueOrDefault(priority);
            }

            if (IsDefaultRule)
            {
                Delete(db, me, now);
            }
            else if (rule is not null)
            {
                rule.Change(Hours!.Value, row.Type, me, now);
            }
            else
            {
                DueRule.Create(row.TypeId, row.Type, priority, Hours!.Value, me, now, out var added);
                db.Add(added!);
            }
        }

        private void Delete(AppDb db, CurrentUser me, DateTimeOffset now)
        {
            if (rule is not null)
            {
                rule.Delete(row.Type, me, now);
                db.Remove(rule);
            }
        }
    }
}
