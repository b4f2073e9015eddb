using WorkOrders.Shared;

namespace WorkOrders.Customers.Duplicates.Finder;

/// <summary>Why two customers may be the same.</summary>
public enum DuplicateReason
{
    [Named("同一身份证号")]
    SameIdNumber,

    /// <summary>Among their own, contact and former numbers.</summary>
    [Named("同一电话")]
    SamePhone,

    [Named("同一邮箱")]
    SameEmail,

    [Named("同名")]
    SameName,

    /// <summary>Of two enterprises.</summary>
    [Named("名称相近")]
    SimilarName,
}
