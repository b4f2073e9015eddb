using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.ApprovalDesk;
using WorkOrders.Defaults.ApprovalDesk.Streak;
using WorkOrders.Defaults.Cases;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Renewals;

/// <summary>重生.</summary>
internal sealed class RenewalKind : CaseKind<Renewal>
{
    public override char Letter => 'r';

    public override string Title => "违约重生申请";

    public override string ShortTitle => "重生";

    public override string NumberedTitle => "重生申请 {0}";

    public override string ReasonTitle => "重生原因";

    public override string Consequence => "客户 {0} 将变为已重生。";

    public override string ListAddress => RenewalQuery.Path;

    public override string ListName => "重生";

    public override OperationSubject Subject => CaseSubjects.Renewal;

    public override QueueType QueueType => QueueType.Renewals;

    public override NoticeKind NoticeOf(bool approved) => approved ? CaseNotices.RenewalApproved : CaseNotices.RenewalRejected;

    public override async Task<CaseFile?> ReadAsync(AppDb db, long id, CurrentUser me, DateTimeOffset now, CancellationToken token)
    {
        var renewal = await db.Renewals.AsNoTracking().VisibleTo(me).Include(r => r.Customer).Include(r => r.DefaultCustomer).Include(r => r.Applicant)
            .Include(r => r.DecidedBy).Include(r => r.Reason).FirstOrDefaultAsync(r => r.Id == id, token);
        if (renewal is null)
        {
            return null;
        }

        var ends = await db.DefaultApplications.VisibleTo(me).WithMaterial().FirstOrDefaultAsync(a => a.Id == renewal.DefaultCustomer.ApplicationId, token);
        return new CaseFile(renewal, ends, await db.StreakAsync(renewal.Customer.IdNumber, renewal.Reason.OnTimeMonths, now, token));
    }

    protected override Expression<Func<Renewal, QueueRow>> Row()
    {
        CaseKind kind = this;
        return r => new QueueRow(
            new CaseKey(kind, r.Id), r.Customer.Name, r.Applicant.DisplayName, r.ApplicantId, r.CreatedAt, null, r.Reason.Text, 1, 0);
    }
}
