using WorkOrders.Events.Notices;
using WorkOrders.Shared;

namespace WorkOrders.FollowUps;

/// <summary>Subjects in 操作记录.</summary>
public static class FollowUpSubjects
{
    /// <summary>Edits of one follow-up. The key is <see cref="FollowUps.FollowUp.KeyOf"/>.</summary>
    public static readonly OperationSubject FollowUp = new("follow-up");
}

/// <summary>Operations on follow-ups.</summary>
public static class FollowUpActions
{
    public static readonly OperationAction Added = new("follow-up-added", "新增跟进记录");
    public static readonly OperationAction Updated = new("follow-up-updated", "更新跟进记录");
    public static readonly OperationAction DraftHandedOver = new("follow-up-draft-handed-over", "交出跟进草稿");
}

/// <summary>Messages about follow-ups.</summary>
public static class FollowUpNotices
{
    public static readonly NoticeKind DraftHandedOver = new("follow-up-draft-handed-over", "{0} 把工单 {1} 没写完的跟进交给您");
}

/// <summary>The fields of a follow-up.</summary>
public static class FollowUpFieldNames
{
    public static readonly FieldName NegotiationResult = new("negotiation-result", "协商结果");
    public static readonly FieldName Content = new("follow-up-content", FollowUpFields.ContentField);
    public static readonly FieldName BlackIndustry = new("black-industry", "是否涉及黑产");

    /// <summary>The follow-up's sequence number in the order.</summary>
    public static readonly FieldName Sequence = new("follow-up", "跟进记录");
    public static readonly FieldName SmsTemplate = new("sms-template", "短信模板");
    public static readonly FieldName Sms = new("sms", "短信");
}
