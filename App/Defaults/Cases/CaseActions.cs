using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.Defaults.Cases;

/// <summary>Subjects of 操作记录 for cases; the key is the case id.</summary>
public static class CaseSubjects
{
    public static readonly OperationSubject DefaultApplication = new("default-application", IsLive: true);
    public static readonly OperationSubject Renewal = new("renewal", IsLive: true);
}

/// <summary>Actions on an application or a renewal.</summary>
public static class CaseActions
{
    public static readonly OperationAction Submitted = new("case-submitted", "提交申请");
    public static readonly OperationAction Approved = new("case-approved", "同意申请");
    public static readonly OperationAction Rejected = new("case-rejected", "驳回申请");
    public static readonly OperationAction Withdrawn = new("case-withdrawn", "撤回申请");
}

/// <summary>Fields of applications and renewals, including the customer fields that can be revealed.</summary>
public static class CaseFields
{
    public static readonly FieldName Customer = new("case.customer", "客户名称");
    public static readonly FieldName Severity = new("case.severity", "严重程度");
    public static readonly FieldName LatestExternalRating = new("case.external-rating", "最新外部评级");
    public static readonly FieldName DefaultReasons = new("case.default-reasons", "违约原因");
    public static readonly FieldName RenewalReason = new("case.renewal-reason", "重生原因");
    public static readonly FieldName Phone = new("case.phone", "电话");
    public static readonly FieldName IdNumber = new("case.id-number", "身份证号");
    public static readonly FieldName Remark = new("case.remark", "备注");
}

/// <summary>Notices sent to the applicant.</summary>
public static class CaseNotices
{
    public static readonly NoticeKind ApplicationApproved = new("application-approved", "{0}同意了您的违约认定申请（编号 {1}）");
    public static readonly NoticeKind ApplicationRejected = new("application-rejected", "{0}驳回了您的违约认定申请（编号 {1}）");
    public static readonly NoticeKind RenewalApproved = new("renewal-approved", "{0}同意了您的违约重生申请（编号 {1}）");
    public static readonly NoticeKind RenewalRejected = new("renewal-rejected", "{0}驳回了您的违约重生申请（编号 {1}）");
}
