using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Drafts;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>What is typed in 申请重生 and not submitted yet.</summary>
public sealed record RenewalDraft(string CustomerName, string? Reason, string? Remark)
{
    /// <summary>The key is the customer's id.</summary>
    public static readonly DraftKind Kind = new("renewal", "重生申请", draft => $"/defaults/customers/{draft.Key}")
    {
        Needs = Permission.ApplyForDefault,
        Texts = draft => draft.Read<RenewalDraft>() is { } typed ? DraftText.Of((Renewing.RemarkField, typed.Remark)) : [],
        Describe = draft => draft.Read<RenewalDraft>()?.CustomerName,
    };

    public static string KeyOf(int customerId) => customerId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The draft that this window had open, of one customer or of any: after a reload the page opens the dialog again. Null when there is none.</summary>
    internal static async Task<(int Customer, string Name)?> OfWindowAsync(AppDb db, int? customer, BrowserWindow window, CurrentUser me, CancellationToken token)
    {
        var here = await window.IdAsync();
        var key = customer is { } id ? KeyOf(id) : null;
        var kept = await db.Drafts.AsNoTracking().Of(me).Where(d => d.Form == Kind.Code && d.Window == here && (key == null || d.Key == key))
            .OrderByDescending(d => d.SavedAt).Select(DraftRow.Projection).FirstOrDefaultAsync(token);
        return kept?.Read<RenewalDraft>() is { } typed ? (int.Parse(kept.Key, CultureInfo.InvariantCulture), typed.CustomerName) : null;
    }
}
