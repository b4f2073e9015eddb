namespace WorkOrders.Shared;

/// <summary>A record with masked fields that authorised users can reveal for 60 seconds.</summary>
public interface IRevealable : IRecorded
{
    /// <summary>The user's right to reveal the fields of this record.</summary>
    RevealRight RightToReveal(CurrentUser me);

    /// <summary>The masked field; null when the record has no such field or it is empty.</summary>
    Sensitive? SensitiveField(FieldName field);

    /// <summary>Subject and business key for the operation record.</summary>
    (OperationSubject Subject, string Key) RevealSubject { get; }
}

/// <summary>How a user may reveal a masked field.</summary>
public enum RevealRight
{
    None,

    /// <summary>The current handler or the owner: one click; the reason is 拨打电话.</summary>
    AtOnce,

    /// <summary>Team leaders and compliance staff must enter a reason.</summary>
    WithReason,
}

/// <summary>Predefined reasons of the form; users can also type their own.</summary>
public enum PresetReason
{
    [Named("拨打电话")]
    Call,

    [Named("核对身份")]
    Identity,

    [Named("投诉处理")]
    Complaint,

    [Named("合规检查")]
    Compliance,
}

/// <summary>Rules of 查看敏感信息.</summary>
public static class Revealing
{
    public const int ReasonLength = 200;

    public static readonly OperationAction Action = new("sensitive-field-seen", "查看敏感信息");

    /// <summary>The recorded reason when the user doesn't have to enter one. A typed reason is stored as the remark.</summary>
    public static readonly FieldName Reason = new("reveal-reason", "查看原因");

    public static readonly TimeSpan Shown = TimeSpan.FromSeconds(60);

    /// <summary>Checks the right and the reason, and adds the operation record, which is saved with the entity.</summary>
    public static Outcome Reveal(this IRevealable record, FieldName field, string? reason, CurrentUser me, DateTimeOffset now)
    {
        var right = record.RightToReveal(me);
        if (right == RevealRight.None)
        {
            return Outcome.Forbidden("您没有查看这项信息的权限");
        }

        if (record.SensitiveField(field) is null)
        {
            return Outcome.Refused("这项信息现在是空的");
        }

        var why = Normalise.Text(reason);
        if (why is null && right != RevealRight.AtOnce)
        {
            return Outcome.Refused("请填写查看原因");
        }

        if (why?.Length > ReasonLength)
        {
            return Outcome.Refused("查看原因不能超过 {0} 个字", ReasonLength);
        }

        var (subject, key) = record.RevealSubject;
        record.NewRecords.Add(OperationRecord.Of(me, now, subject, key, Action, [FieldChange.Seen(field), .. Preset(why)], why));
        return Outcome.Done;
    }

    private static FieldChange[] Preset(string? reason) => reason is null ? [FieldChange.Between(Reason, null, PresetReason.Call)!] : [];
}
