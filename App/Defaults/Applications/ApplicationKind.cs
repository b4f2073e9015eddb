using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WorkOrders.Database;
using WorkOrders.Defaults.ApprovalDesk;
using WorkOrders.Defaults.Cases;
using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Applications;

/// <summary>认定.</summary>
internal sealed class ApplicationKind : CaseKind<DefaultApplication>
{
    public override char Letter => 'a';

    public override string Title => "违约认定申请";

    public override string ShortTitle => "认定";

    public override string NumberedTitle => "认定申请 {0}";

    public override string ReasonTitle => "违约原因";

    public override string Consequence => "客户 {0} 将进入违约状态。";

    public override string ListAddress => ApplicationQuery.Path;

    public override string ListName => "违约申请";

    public override OperationSubject Subject => CaseSubjects.DefaultApplication;

    public override QueueType QueueType => QueueType.Applications;

    public override NoticeKind NoticeOf(bool approved) => approved ? CaseNotices.ApplicationApproved : CaseNotices.ApplicationRejected;

    public override async Task<CaseFile?> ReadAsync(AppDb db, long id, CurrentUser me, DateTimeOffset now, CancellationToken token) =>
        await db.DefaultApplications.VisibleTo(me).WithMaterial().FirstOrDefaultAsync(a => a.Id == id, token) is { } application
            ? new CaseFile(application)
            : null;

    protected override Expression<Func<DefaultApplication, QueueRow>> Row()
    {
        CaseKind kind = this;
        return a => new QueueRow(
            new CaseKey(kind, a.Id), a.Customer.Name, a.Applicant.DisplayName, a.ApplicantId, a.CreatedAt, a.Severity,
            a.Reasons.OrderBy(r => r.SortOrder).Select(r => r.Text).FirstOrDefault(), a.Reasons.Count, a.Evidence.Count);
    }
}
