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
            if (rows.Select(row => Take(db, known, row)).FirstOrDefault(refusal => refusal is not null) is { } refused)
            {
                problem = L[refused.Reason!, [.. refused.Arguments]];
                return;
            }

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

    private Outcome? Take(AppDb db, List<DueRule> known, Row row)
    {
        foreach (var priority in Enum.GetValues<Priority>())
        {
            var rule = known.Find(r => r.ProblemTypeId == row.TypeId && r.Priority == priority);
            if (rule is not null)
            {
                db.Entry(rule).Property(r => r.Version).OriginalValue = row.Versions.GetValueOrDefault(priority);
            }

            if (Take(db, rule, row, priority) is { IsRefused: true } refused)
            {
                wrong = (row.TypeId, priority);
                return refused;
            }
        }

        return null;
    }

    private Outcome Take(AppDb db, DueRule? rule, Row row, Priority priority)
    {
        var typed = Normalise.Halfwidth(row.Hours[priority]);
        if (typed.Length == 0 && row.TypeId is not null)
        {
            var deleted = rule?.Delete(row.Type, Me, Time.GetUtcNow()) ?? Outcome.Done;
            if (rule is not null && !deleted.IsRefused)
            {
                db.Remove(rule);
            }

            return deleted;
        }

        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours))
        {
            return Outcome.Refused("请填写工作小时，例如 8 或 1.5");
        }

        if (rule is not null)
        {
            return rule.Change(hours, row.Type, Me, Time.GetUtcNow());
        }

        var outcome = DueRule.Create(row.TypeId, row.Type, priority, hours, Me, Time.GetUtcNow(), out var added);
        if (added is not null)
        {
            db.Add(added);
        }

        return outcome;
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
}
